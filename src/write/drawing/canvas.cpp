#include "write/drawing/canvas.hpp"

#include <cmath>

namespace ptyger::write {
namespace {

/// One colour channel of a pixel that `above` covers to the fraction `cover`, over `below`.
std::uint8_t mix(std::uint8_t below, std::uint8_t above, double cover) {
  return static_cast<std::uint8_t>(std::lround(below + cover * (above - below)));
}

}  // namespace

Canvas::Canvas(int width, int height)
    : width_(width),
      height_(height),
      pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), white) {}

void Canvas::set(int x, int y, Colour colour) {
  if (has(x, y)) pixels_[index(x, y)] = colour;
}

void Canvas::blend(int x, int y, Colour colour, double cover) {
  if (!has(x, y) || !(cover > 0)) return;
  Colour& pixel = pixels_[index(x, y)];
  pixel = {mix(pixel.red, colour.red, cover), mix(pixel.green, colour.green, cover),
           mix(pixel.blue, colour.blue, cover)};
}

}  // namespace ptyger::write
