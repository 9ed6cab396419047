#pragma once

#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::write {

/// Distance of refined positions from the positions of the scan, object pixels.
struct Drift {
  double rms = 0;      ///< root mean square of the distance
  double largest = 0;  ///< largest distance of a frame
};

/// Drift of the refined positions, [frame]; zero when there are none.
Drift drift_of(Scan const& scan, std::vector<Position> const& refined);

}  // namespace ptyger::write
