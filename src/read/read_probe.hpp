#pragma once

#include <string>

#include "ptyger/scan.hpp"

namespace ptyger {

/// Reads the probe of a CXI file or of a product or result file. InputError when it has none that can be used.
ProbeModes read_probe(std::string const& path);

}  // namespace ptyger
