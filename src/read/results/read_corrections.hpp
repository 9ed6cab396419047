#pragma once

#include <string>

#include "read/results/earlier_corrections.hpp"

namespace ptyger::read {

/// Reads the corrections of a result of this program; other product files have none. InputError when their sizes differ
/// or numbers are not finite.
EarlierCorrections read_corrections(std::string const& result);

}  // namespace ptyger::read
