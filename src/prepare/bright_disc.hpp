#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ptyger::prepare {

/// A disc on the detector, in pixels from the zero frequency.
struct Disc {
  double row = 0;     ///< of its centre
  double col = 0;     ///< of its centre
  double radius = 0;  ///< 0: there is none
};

/// The disc of the mean pattern that the unscattered beam fills: the image of the aperture of the optic. Bright are
/// measured pixels with at least a quarter of the bright level, which is the median of the pixels that hold half of all
/// counts. Centre: mean of the bright pixels. Radius: within it lie 98 % of them, plus one pixel and 5 %, since a disc
/// that is too large costs little and one that is too small cuts the beam. mean: [row][col] of size x size pixels, zero
/// frequency in the corner; measured: 0 for masked pixels. No disc when less than a tenth of the detector lies
/// outside of it.
Disc bright_disc(std::vector<double> const& mean, std::vector<std::uint8_t> const& measured, std::size_t size);

}  // namespace ptyger::prepare
