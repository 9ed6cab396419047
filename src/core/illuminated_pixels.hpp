#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ptyger::core {

/// Mean of an image [row][col] over so many neighbours on either side; what is outside of it counts as zeros.
std::vector<double> box_mean(std::vector<double> image, std::size_t rows, std::size_t cols, std::size_t radius_row,
                             std::size_t radius_col);

/// 1 where an illumination [row][col], in any unit, is at least a tenth of its mean, which is weighted by the
/// illumination itself so that dark borders do not count; it is smoothed over a fiftieth of the object before, so that
/// fine fringes do not fray the border. All pixels when nothing is illuminated.
std::vector<std::uint8_t> illuminated_pixels(std::vector<double> const& illumination, std::size_t rows,
                                             std::size_t cols);

}  // namespace ptyger::core
