#pragma once

#include "ptyger/scan.hpp"

namespace ptyger::inspect {

/// A pixel of the frames as the scan has them: zero frequency in the corner.
struct DetectorPixel {
  std::size_t row = 0;
  std::size_t col = 0;
};

/// What the counts of a scan look like. Masked pixels are left out everywhere.
struct CountStatistics {
  std::vector<double> mean = {};  ///< [row][col] mean over the frames, zero frequency in the corner
  double mean_frame = 0;          ///< counts of a frame, but the empty ones
  double median_frame = 0;
  std::size_t empty_frames = 0;  ///< without a measured pixel; not in the median
  std::size_t first_empty = 0;
  std::size_t dark_frames = 0;  ///< with less than half of the median
  std::size_t darkest_frame = 0;
  double darkest = 0;             ///< its counts
  double largest = 0;             ///< single count but those of hot pixels
  std::size_t largest_times = 0;  ///< how often it occurs
  bool saturated = false;         ///< it is the end of the type, or occurs as only a limit can
  double bright_mean = 0;         ///< counts a pixel where the mean pattern has a tenth of its smoothed maximum
  std::size_t bright_pixels = 0;
  double centre_row = 0;  ///< centre of mass of the mean pattern from the zero frequency, pixels
  double centre_col = 0;
  std::size_t masked = 0;
  double masked_light = 0;               ///< of all counts that lie on masked pixels, as far as they are still there
  std::vector<DetectorPixel> dead = {};  ///< always zero beside light, not masked
  std::vector<DetectorPixel> hot = {};   ///< always far above their neighbours, not masked nor in the centre
  std::size_t lit_size = 0;              ///< N x N pixels around the zero frequency hold all but 1e-4 of the counts
};

CountStatistics count_statistics(Scan const& scan);

}  // namespace ptyger::inspect
