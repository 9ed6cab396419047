#include "compare/window.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ptyger::compare {
namespace {

/// Mean over `radius` neighbours on either side along one axis, zeros beyond the ends.
void smooth_line(double* values, std::size_t length, std::size_t stride, std::size_t radius) {
  std::vector<double> sums(length + 1, 0.0);
  for (std::size_t i = 0; i < length; ++i) sums[i + 1] = sums[i] + values[i * stride];
  for (std::size_t i = 0; i < length; ++i) {
    std::size_t const first = i < radius ? 0 : i - radius;
    std::size_t const last = std::min(length, i + radius + 1);
    values[i * stride] = (sums[last] - sums[first]) / static_cast<double>(2 * radius + 1);
  }
}

std::vector<double> box_mean(std::vector<double> image, Shape shape, std::size_t radius_row, std::size_t radius_col) {
  for (std::size_t row = 0; row < shape.rows; ++row) smooth_line(&image[row * shape.cols], shape.cols, 1, radius_col);
  for (std::size_t col = 0; col < shape.cols; ++col) smooth_line(&image[col], shape.rows, shape.cols, radius_row);
  return image;
}

Mask above(std::vector<double> const& values, double threshold) {
  Mask mask;
  for (double const value : values) mask.push_back(value >= threshold ? 1 : 0);
  return mask;
}

Mask lit_by(std::vector<double> const& illumination, Shape shape) {
  auto const smooth = box_mean(illumination, shape, shape.rows / 100, shape.cols / 100);
  double sum = 0;
  double squares = 0;
  for (double const value : smooth) {
    sum += value;
    squares += value * value;
  }
  return sum > 0 ? above(smooth, 0.1 * squares / sum) : Mask(shape.size(), 1);
}

}  // namespace

Mask lit_pixels(PlacedObject const& placed) {
  Shape const shape{placed.object.rows, placed.object.cols};
  if (!placed.illumination.empty()) return lit_by(placed.illumination, shape);
  std::size_t const border = placed.probe / 2;
  Mask mask(shape.size(), 1);
  if (2 * border >= std::min(shape.rows, shape.cols)) return mask;
  return border > 0 ? eroded(mask, shape, border) : mask;
}

Mask eroded(Mask const& mask, Shape shape, std::size_t radius) {
  auto const mean = box_mean({mask.begin(), mask.end()}, shape, radius, radius);
  auto const square = static_cast<double>((2 * radius + 1) * (2 * radius + 1));
  return above(mean, 1 - 0.5 / square);
}

std::vector<double> soft_window(Mask const& mask, Shape shape, std::size_t edge) {
  std::size_t const radius = std::max<std::size_t>(1, edge / 4);
  auto const core = eroded(mask, shape, 2 * radius);
  std::vector<double> const sharp(core.begin(), core.end());
  auto window = box_mean(box_mean(sharp, shape, radius, radius), shape, radius, radius);
  for (std::size_t i = 0; i < window.size(); ++i) window[i] = mask[i] != 0 ? std::max(0.0, window[i]) : 0;
  return window;
}

std::vector<double> border_taper(Shape shape, std::size_t edge) {
  auto const along = [&](std::size_t i, std::size_t n) {
    auto const distance = static_cast<double>(std::min(i, n - 1 - i)) + 0.5;
    auto const width = static_cast<double>(edge);
    return distance < width ? 0.5 - 0.5 * std::cos(std::numbers::pi * distance / width) : 1.0;
  };
  std::vector<double> taper;
  for (std::size_t row = 0; row < shape.rows; ++row)
    for (std::size_t col = 0; col < shape.cols; ++col) taper.push_back(along(row, shape.rows) * along(col, shape.cols));
  return taper;
}

}  // namespace ptyger::compare
