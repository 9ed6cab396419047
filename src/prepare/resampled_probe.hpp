#pragma once

#include "ptyger/scan.hpp"

namespace ptyger::prepare {

/// Sides of a pixel.
struct PixelSides {
  double row = 0;  ///< height
  double col = 0;  ///< width
};

/// A probe of another scan on `size` x `size` pixels, each pixel.row x pixel.col pixels of the given probe: the
/// trigonometric interpolation of every mode, without the frequencies that the new pixels cannot carry. The centre of
/// the beam stays the centre; there is nothing outside of the given probe.
ProbeModes resampled_probe(ProbeModes const& probe, std::size_t size, PixelSides pixel);

}  // namespace ptyger::prepare
