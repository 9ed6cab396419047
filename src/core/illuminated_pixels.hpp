#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ptyger::core {

/// Moving average of an image [row][col]: each pixel becomes the mean over radius_row rows and radius_col columns on
/// either side. Pixels outside the image count as zeros.
std::vector<double> box_mean(std::vector<double> image, std::size_t rows, std::size_t cols, std::size_t radius_row,
                             std::size_t radius_col);

/// Mask [row][col] of the illuminated part of an object: 1 where the illumination, in any unit, is at least a tenth of
/// its mean. The mean is weighted by the illumination itself, so that dark borders do not lower it. The illumination is
/// smoothed over a fiftieth of the object first, so that fine fringes leave no holes at the border of the mask. All
/// pixels are 1 when the illumination is zero everywhere.
std::vector<std::uint8_t> illuminated_pixels(std::vector<double> const& illumination, std::size_t rows,
                                             std::size_t cols);

}  // namespace ptyger::core
