#pragma once

#include <cstddef>
#include <vector>

#include "write/drawing/colour.hpp"
#include "write/drawing/drawing.hpp"

namespace ptyger::write {

/// The pixels of a picture, [row][col], white at first. Setting a pixel outside of the picture has no effect.
class Canvas {
 public:
  Canvas(int width, int height);

  int width() const { return width_; }
  int height() const { return height_; }
  std::vector<Colour> const& pixels() const { return pixels_; }
  Colour at(int x, int y) const { return pixels_[index(x, y)]; }

  void set(int x, int y, Colour colour);

  /// Mixes a colour into a pixel; cover: 0 leaves the pixel as it is, 1 replaces its colour.
  void blend(int x, int y, Colour colour, double cover);

 private:
  bool has(int x, int y) const { return x >= 0 && y >= 0 && x < width_ && y < height_; }
  std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x);
  }

  int width_;
  int height_;
  std::vector<Colour> pixels_;
};

/// Draws a picture pixel by pixel. Edges of rectangles and images are rounded to pixels, other edges and letters are
/// smooth. Each picture pixel of an image has the mean colour of the image pixels that it covers.
Canvas rasterise(Drawing const& drawing);

}  // namespace ptyger::write
