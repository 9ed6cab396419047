#pragma once

#include <string>

#include "ptyger/scan.hpp"
#include "read/results/read_initial.hpp"

namespace ptyger::prepare {

/// The object of an earlier result, moved by whole pixels onto the field of `scan`. It has the shape that reconstruct()
/// gives the object of this scan, with `drift` pixels around all patches, and the value 1 outside of the earlier
/// object. Throws InputError, naming `file`, when the object pixels differ by more than 0.1 % or the fields do not
/// overlap.
ObjectImage map_initial_object(read::EarlierResult const& initial, Scan const& scan, std::string const& file,
                               int drift = 0);

}  // namespace ptyger::prepare
