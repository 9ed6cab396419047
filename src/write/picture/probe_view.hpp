#pragma once

#include <vector>

#include "ptyger/scan.hpp"
#include "write/drawing/colour.hpp"

namespace ptyger::write {

/// One mode of a probe as it is drawn: hue is phase, brightness is amplitude relative to the brightest pixels.
struct ModeView {
  double share = 0;            ///< share of the power of all modes, 0..1
  std::vector<Colour> pixels;  ///< [row][col]
};

/// The views of all modes, in their order.
std::vector<ModeView> mode_views(ProbeModes const& probe);

}  // namespace ptyger::write
