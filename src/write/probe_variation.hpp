#pragma once

#include <vector>

#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::write {

/// Whether the probe varies over the frames of one scan. Scans with several probes have `variation`, too.
inline bool varies(Scan const& scan, Result const& result) {
  return result.variation.modes > 0 && scan.probe_of_frame.empty();
}

/// [K] mean power of each variation probe over the frames, relative to the mean probe: shares have a mean square of 1.
std::vector<double> variation_powers(Result const& result);

}  // namespace ptyger::write
