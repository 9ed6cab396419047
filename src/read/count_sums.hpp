#pragma once

#include <cstddef>
#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Sums of counts over pixels and frames that were measured.
struct CountSums {
  std::vector<double> pattern = {};           ///< [row][col] sum over the frames, 0 for masked pixels
  std::vector<std::size_t> measured = {};     ///< [row][col] number of frames that measured the pixel
  std::vector<double> frame = {};             ///< [frame] sum over the pixels
  std::vector<std::size_t> measured_in = {};  ///< [frame] number of pixels that it measured
  double smallest = 0;  ///< smallest count above 0: one particle, when the frames hold counts; infinity: there is none

  /// [row][col] mean over the frames that measured the pixel; 0 for masked pixels.
  [[nodiscard]] std::vector<double> mean() const;
};

/// Adds up the counts of the scan, of which scan.measured excludes pixels, and negative values. `with_marks`: integers
/// are still RawCounts, of which unmeasured<> is left out.
CountSums add_up(Scan const& scan, bool with_marks = false);

}  // namespace ptyger::read
