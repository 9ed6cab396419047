#include "core/illuminated_pixels.hpp"

#include <algorithm>

namespace ptyger::core {
namespace {

/// Replaces each of `length` values, `stride` apart, by the mean over `radius` neighbours on either side.
void smooth_line(double* values, std::size_t length, std::size_t stride, std::size_t radius) {
  std::vector<double> sums(length + 1, 0.0);
  for (std::size_t i = 0; i < length; ++i) sums[i + 1] = sums[i] + values[i * stride];
  for (std::size_t i = 0; i < length; ++i) {
    std::size_t const begin = i < radius ? 0 : i - radius;
    std::size_t const end = std::min(length, i + radius + 1);
    values[i * stride] = (sums[end] - sums[begin]) / static_cast<double>(2 * radius + 1);
  }
}

}  // namespace

std::vector<double> box_mean(std::vector<double> image, std::size_t rows, std::size_t cols, std::size_t radius_row,
                             std::size_t radius_col) {
  for (std::size_t row = 0; row < rows; ++row) smooth_line(&image[row * cols], cols, 1, radius_col);
  for (std::size_t col = 0; col < cols; ++col) smooth_line(&image[col], rows, cols, radius_row);
  return image;
}

std::vector<std::uint8_t> illuminated_pixels(std::vector<double> const& illumination, std::size_t rows,
                                             std::size_t cols) {
  auto const smooth = box_mean(illumination, rows, cols, rows / 100, cols / 100);
  double sum = 0;
  double squares = 0;
  for (double const value : smooth) {
    sum += value;
    squares += value * value;
  }
  double const threshold = sum > 0 ? 0.1 * squares / sum : 0;
  std::vector<std::uint8_t> mask;
  mask.reserve(smooth.size());
  for (double const value : smooth) mask.push_back(value >= threshold ? 1 : 0);
  return mask;
}

}  // namespace ptyger::core
