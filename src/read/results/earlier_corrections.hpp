#pragma once

#include <cstdint>
#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Corrections that a reconstruction of this program found for its scan.
struct EarlierCorrections {
  std::vector<std::int64_t> indexes;     ///< [N], number of each frame in its file
  std::vector<Position> scan_positions;  ///< [N], metres: positions of the scan
  std::vector<Position> positions;       ///< [N], metres: corrected positions
  std::vector<double> intensities;       ///< [N], intensity of each frame, 1 on average; empty: not fitted
  std::vector<double> background;        ///< [D][D], photons, zero frequency in the corner; empty: not fitted
  bool positions_corrected = false;      ///< `positions` differ from `scan_positions`
};

}  // namespace ptyger::read
