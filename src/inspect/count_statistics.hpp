#pragma once

#include "ptyger/scan.hpp"

namespace ptyger::inspect {

/// A pixel of the frames of a scan, whose zero frequency is in the corner.
struct DetectorPixel {
  std::size_t row = 0;
  std::size_t col = 0;
};

/// Statistics of the counts of a scan, without its masked pixels. A frame is empty when it has no measured pixel. The
/// smoothed pattern has at each pixel the median of the mean counts of its neighbours.
struct CountStatistics {
  std::vector<double> mean = {};       ///< [row][col] mean counts over the frames, zero frequency in the corner
  double mean_frame = 0;               ///< mean counts of the frames that are not empty
  double median_frame = 0;             ///< median counts of the frames that are not empty
  std::size_t empty_frames = 0;        ///< number of empty frames
  std::size_t first_empty = 0;         ///< first empty frame
  std::vector<std::size_t> dark = {};  ///< frames with less than half of the median counts
  std::size_t darkest_frame = 0;       ///< frame with the fewest counts
  double darkest = 0;                  ///< counts of the darkest frame
  std::vector<std::size_t> wild = {};  ///< frames unlike all others, or with many times their counts
  double largest = 0;                  ///< largest count of a pixel that is not hot
  std::size_t largest_times = 0;       ///< number of measurements, over all frames and pixels, with the largest count
  std::size_t beyond = 0;              ///< number of measurements from Scan::saturation on; 0 when that is not stated
  /// Counts reach Scan::saturation or the largest number of their type; or, where the former is not stated, the largest
  /// count is too frequent for chance.
  bool saturated = false;
  std::vector<DetectorPixel> saturating = {};  ///< pixels of these counts; not hot
  double bright_mean = 0;                      ///< mean counts of the bright pixels in a frame
  std::size_t bright_pixels = 0;  ///< number of pixels where the smoothed pattern has a tenth of its maximum or more
  double centre_row = 0;          ///< rows from the zero frequency to the centre of mass of the bright pixels
  double centre_col = 0;          ///< columns from the zero frequency to the centre of mass of the bright pixels
  std::size_t masked = 0;         ///< number of masked pixels
  double masked_share = 0;        ///< share of all counts on masked pixels, as far as the file still has these counts
  std::vector<DetectorPixel> dead = {};  ///< pixels as of find_dead_pixels(); not masked
  std::vector<DetectorPixel> hot = {};   ///< pixels far above all neighbours; neither masked nor at the centre of mass
  double background = 0;                 ///< counts of each pixel as of find_background()
  double brightness_spread = 0;          ///< relative, from frame to frame, as of brightness_spread()
  std::size_t signal_size = 0;  ///< N: N x N pixels around the zero frequency hold all but 1e-4 of the smoothed pattern
};

/// Statistics of all frames.
CountStatistics count_statistics(Scan const& scan);

}  // namespace ptyger::inspect
