#pragma once

#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::write {

/// How far refined positions lie from those of the scan, in object pixels.
struct Drift {
  double rms = 0;      ///< of the distance
  double largest = 0;  ///< distance
};

/// Both [N]; all zero when there are no refined positions.
Drift drift_of(Scan const& scan, std::vector<Position> const& refined);

}  // namespace ptyger::write
