#include "compare/window.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "core/illuminated_pixels.hpp"

namespace ptyger::compare {
namespace {

std::vector<double> box_mean(std::vector<double> image, Shape shape, std::size_t radius) {
  return core::box_mean(std::move(image), shape.rows, shape.cols, radius, radius);
}

}  // namespace

Mask lit_pixels(core::PlacedObject const& placed) {
  Shape const shape{placed.object.rows, placed.object.cols};
  if (!placed.illumination.empty()) return core::illuminated_pixels(placed.illumination, shape.rows, shape.cols);
  std::size_t const border = placed.probe / 2;
  Mask mask(shape.size(), 1);
  if (2 * border >= std::min(shape.rows, shape.cols)) return mask;
  return border > 0 ? eroded(mask, shape, border) : mask;
}

Mask eroded(Mask const& mask, Shape shape, std::size_t radius) {
  auto const mean = box_mean({mask.begin(), mask.end()}, shape, radius);
  auto const pixels_of_square = static_cast<double>((2 * radius + 1) * (2 * radius + 1));
  Mask inside;
  for (double const value : mean) inside.push_back(value >= 1 - 0.5 / pixels_of_square ? 1 : 0);
  return inside;
}

std::vector<double> soft_window(Mask const& mask, Shape shape, std::size_t edge) {
  std::size_t const radius = std::max<std::size_t>(1, edge / 4);
  auto const inner = eroded(mask, shape, 2 * radius);
  std::vector<double> const hard_window(inner.begin(), inner.end());
  auto window = box_mean(box_mean(hard_window, shape, radius), shape, radius);
  for (std::size_t i = 0; i < window.size(); ++i) window[i] = mask[i] != 0 ? std::max(0.0, window[i]) : 0;
  return window;
}

std::vector<double> border_taper(Shape shape, std::size_t edge) {
  auto const taper_along = [&](std::size_t i, std::size_t n) {
    auto const distance = static_cast<double>(std::min(i, n - 1 - i)) + 0.5;
    auto const width = static_cast<double>(edge);
    return distance < width ? 0.5 - 0.5 * std::cos(std::numbers::pi * distance / width) : 1.0;
  };
  std::vector<double> taper;
  for (std::size_t row = 0; row < shape.rows; ++row)
    for (std::size_t col = 0; col < shape.cols; ++col)
      taper.push_back(taper_along(row, shape.rows) * taper_along(col, shape.cols));
  return taper;
}

}  // namespace ptyger::compare
