#pragma once

#include <string>

#include "ptyger/scan.hpp"
#include "read/results/read_initial.hpp"

namespace ptyger::prepare {

/// The object of an earlier result where the frames of `scan` lie: of the shape that reconstruct() gives the scan,
/// shifted by whole pixels, ones where the earlier result does not reach. InputError, naming `file`, when the object
/// pixels differ by more than 0.1 % or nothing overlaps.
ObjectImage map_initial_object(read::Initial const& initial, Scan const& scan, std::string const& file, int drift = 0);

}  // namespace ptyger::prepare
