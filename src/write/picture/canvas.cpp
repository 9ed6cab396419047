#include "write/picture/canvas.hpp"

#include <algorithm>
#include <cmath>

#include "write/picture/text.hpp"

namespace ptyger::write {
namespace {

/// One colour channel of a pixel that `above` covers to the fraction `cover`, over `below`.
std::uint8_t blend(std::uint8_t below, std::uint8_t above, double cover) {
  return static_cast<std::uint8_t>(std::lround(below + cover * (above - below)));
}

/// Distance of a point from the segment between two others, all in pixels.
double distance(double x, double y, double x0, double y0, double x1, double y1) {
  double const dx = x1 - x0;
  double const dy = y1 - y0;
  double const squared_length = dx * dx + dy * dy;
  double const along =
      squared_length > 0 ? std::clamp(((x - x0) * dx + (y - y0) * dy) / squared_length, 0.0, 1.0) : 0.0;
  return std::hypot(x - x0 - along * dx, y - y0 - along * dy);
}

}  // namespace

Canvas::Canvas(int width, int height)
    : width_(width),
      height_(height),
      pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), white) {}

Colour Canvas::at(int x, int y) const {
  return pixels_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)];
}

void Canvas::set(int x, int y, Colour colour) {
  if (x < 0 || y < 0 || x >= width_ || y >= height_) return;
  pixels_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)] = colour;
}

void Canvas::fill(int x, int y, int width, int height, Colour colour) {
  for (int row = y; row < y + height; ++row)
    for (int col = x; col < x + width; ++col) set(col, row, colour);
}

void Canvas::frame(int x, int y, int width, int height, Colour colour) {
  fill(x - 1, y - 1, width + 2, 1, colour);
  fill(x - 1, y + height, width + 2, 1, colour);
  fill(x - 1, y - 1, 1, height + 2, colour);
  fill(x + width, y - 1, 1, height + 2, colour);
}

void Canvas::line(double x0, double y0, double x1, double y1, double thickness, Colour colour) {
  double const reach = thickness / 2 + 1;
  int const left = std::max(0, static_cast<int>(std::floor(std::min(x0, x1) - reach)));
  int const right = std::min(width_ - 1, static_cast<int>(std::ceil(std::max(x0, x1) + reach)));
  int const top = std::max(0, static_cast<int>(std::floor(std::min(y0, y1) - reach)));
  int const bottom = std::min(height_ - 1, static_cast<int>(std::ceil(std::max(y0, y1) + reach)));
  for (int y = top; y <= bottom; ++y)
    for (int x = left; x <= right; ++x) {
      double const cover = std::clamp(thickness / 2 + 0.5 - distance(x, y, x0, y0, x1, y1), 0.0, 1.0);
      Colour const below = at(x, y);
      set(x, y,
          {blend(below.red, colour.red, cover), blend(below.green, colour.green, cover),
           blend(below.blue, colour.blue, cover)});
    }
}

void Canvas::text(int x, int y, std::string const& words, Colour colour) {
  for (TextStroke const& stroke : text_strokes(words))
    fill(x + stroke.x, y + stroke.y, stroke.width, stroke.height, colour);
}

}  // namespace ptyger::write
