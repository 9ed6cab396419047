#include "write/drawing/drawing.hpp"

#include <algorithm>
#include <utility>

#include "core/expect.hpp"
#include "write/drawing/typeface.hpp"

namespace ptyger::write {

void Drawing::extend(int width, int height) {
  width_ = std::max(width_, width);
  height_ = std::max(height_, height);
}

void Drawing::fill(double x, double y, double width, double height, Colour colour) {
  marks_.emplace_back(Rectangle{x, y, width, height, colour});
}

void Drawing::frame(double x, double y, double width, double height, Colour colour) {
  fill(x - 1, y - 1, width + 2, 1, colour);
  fill(x - 1, y + height, width + 2, 1, colour);
  fill(x - 1, y - 1, 1, height + 2, colour);
  fill(x + width, y - 1, 1, height + 2, colour);
}

void Drawing::line(double x0, double y0, double x1, double y1, double thickness, Colour colour) {
  marks_.emplace_back(Line{{x0, y0}, {x1, y1}, thickness, colour});
}

void Drawing::polygon(std::vector<Point> corners, Colour colour) {
  marks_.emplace_back(Polygon{std::move(corners), colour});
}

void Drawing::text(double x, double y, std::string words, TextStyle const& style) {
  marks_.emplace_back(Text{{x, y + capital_height * style.size}, std::move(words), style});
}

void Drawing::image(Rectangle const& place, std::size_t rows, std::size_t cols, std::vector<Colour> pixels) {
  core::expect(pixels.size() == rows * cols, "as many colours as pixels");
  marks_.emplace_back(Image{place.x, place.y, place.width, place.height, rows, cols, std::move(pixels)});
}

}  // namespace ptyger::write
