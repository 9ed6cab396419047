#include <algorithm>
#include <array>
#include <cmath>

#include "write/drawing/canvas.hpp"
#include "write/drawing/typeface.hpp"

namespace ptyger::write {
namespace {

int rounded(double value) {
  return static_cast<int>(std::lround(value));
}

/// Distance of a point from the segment of a line.
double distance(Point const& point, Line const& line) {
  double const dx = line.to.x - line.from.x;
  double const dy = line.to.y - line.from.y;
  double const squared_length = dx * dx + dy * dy;
  double const projected = (point.x - line.from.x) * dx + (point.y - line.from.y) * dy;
  double const along = squared_length > 0 ? std::clamp(projected / squared_length, 0.0, 1.0) : 0.0;
  return std::hypot(point.x - line.from.x - along * dx, point.y - line.from.y - along * dy);
}

/// Whether a ray from the point crosses the edges an odd number of times.
bool is_inside(Point const& point, std::vector<Point> const& corners) {
  bool inside = false;
  for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
    Point const& a = corners[i];
    Point const& b = corners[j];
    if ((a.y > point.y) != (b.y > point.y) && point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x))
      inside = !inside;
  }
  return inside;
}

/// The part of an image axis of `pixels` pixels that picture pixel i of `drawn` covers. Unit: 1 / drawn of an image
/// pixel.
struct Span {
  std::size_t i, drawn, pixels;

  [[nodiscard]] std::size_t begin() const { return i * pixels; }
  [[nodiscard]] std::size_t end() const { return (i + 1) * pixels; }
  [[nodiscard]] std::size_t first() const { return begin() / drawn; }
  [[nodiscard]] std::size_t last() const { return (end() - 1) / drawn; }
  [[nodiscard]] std::size_t overlap(std::size_t pixel) const {
    return std::min(end(), (pixel + 1) * drawn) - std::max(begin(), pixel * drawn);
  }
};

/// Mean colour of an image in a part of it.
Colour mean_colour(Image const& image, Span const& rows, Span const& cols) {
  std::array<std::size_t, 3> sum = {};
  for (std::size_t row = rows.first(); row <= rows.last(); ++row)
    for (std::size_t col = cols.first(); col <= cols.last(); ++col) {
      Colour const pixel = image.pixels[row * image.cols + col];
      std::size_t const weight = rows.overlap(row) * cols.overlap(col);
      sum[0] += weight * pixel.red;
      sum[1] += weight * pixel.green;
      sum[2] += weight * pixel.blue;
    }
  std::size_t const area = rows.pixels * cols.pixels;
  auto const mean = [&](std::size_t channel) { return static_cast<std::uint8_t>((sum[channel] + area / 2) / area); };
  return {mean(0), mean(1), mean(2)};
}

/// Draws marks on a canvas. A point (x, y) of a line, polygon or text is the centre of pixel (x, y) when both are
/// whole.
struct Painter {
  Canvas& canvas;

  void operator()(Rectangle const& rectangle) const {
    int const right = std::max(rounded(rectangle.x + rectangle.width), rounded(rectangle.x) + 1);
    int const bottom = std::max(rounded(rectangle.y + rectangle.height), rounded(rectangle.y) + 1);
    for (int y = rounded(rectangle.y); y < bottom; ++y)
      for (int x = rounded(rectangle.x); x < right; ++x) canvas.set(x, y, rectangle.colour);
  }

  void operator()(Line const& line) const {
    auto const [left, right] = std::minmax(line.from.x, line.to.x);
    auto const [top, bottom] = std::minmax(line.from.y, line.to.y);
    double const reach = line.thickness / 2 + 1;
    for (int y = rounded(top - reach); y <= rounded(bottom + reach); ++y)
      for (int x = rounded(left - reach); x <= rounded(right + reach); ++x) {
        Point const centre{static_cast<double>(x), static_cast<double>(y)};
        canvas.blend(x, y, line.colour, std::clamp(line.thickness / 2 + 0.5 - distance(centre, line), 0.0, 1.0));
      }
  }

  void operator()(Polygon const& polygon) const {
    constexpr int samples = 4;  // along each side of a pixel
    auto const [left, right] = std::minmax_element(polygon.corners.begin(), polygon.corners.end(),
                                                   [](Point const& a, Point const& b) { return a.x < b.x; });
    auto const [top, bottom] = std::minmax_element(polygon.corners.begin(), polygon.corners.end(),
                                                   [](Point const& a, Point const& b) { return a.y < b.y; });
    for (int y = rounded(top->y - 1); y <= rounded(bottom->y + 1); ++y)
      for (int x = rounded(left->x - 1); x <= rounded(right->x + 1); ++x) {
        int inside = 0;
        for (int row = 0; row < samples; ++row)
          for (int col = 0; col < samples; ++col) {
            Point const sample{x - 0.5 + (col + 0.5) / samples, y - 0.5 + (row + 0.5) / samples};
            if (is_inside(sample, polygon.corners)) ++inside;
          }
        canvas.blend(x, y, polygon.colour, static_cast<double>(inside) / (samples * samples));
      }
  }

  void operator()(Text const& text) const {
    auto const& style = text.style;
    auto const glyphs = glyphs_of(text.words);
    double width = 0;
    for (Glyph const& glyph : glyphs) width += glyph.advance * style.size;
    double x = text.at.x - width * (style.anchor == Anchor::middle ? 0.5 : style.anchor == Anchor::right ? 1.0 : 0.0);
    int const baseline = rounded(text.at.y);
    for (Glyph const& glyph : glyphs) {
      double const column = std::floor(x);
      GlyphCover const drawn = glyph_cover(glyph.index, style.size, x - column);
      for (int i = 0; i < static_cast<int>(drawn.cover.size()); ++i)
        canvas.blend(static_cast<int>(column) + drawn.left + i % drawn.width, baseline + drawn.top + i / drawn.width,
                     style.colour, drawn.cover[static_cast<std::size_t>(i)] / 255.0);
      x += glyph.advance * style.size;
    }
  }

  void operator()(Image const& image) const {
    int const width = std::max(1, rounded(image.x + image.width) - rounded(image.x));
    int const height = std::max(1, rounded(image.y + image.height) - rounded(image.y));
    auto const span = [](int i, int drawn, std::size_t pixels) {
      return Span{static_cast<std::size_t>(i), static_cast<std::size_t>(drawn), pixels};
    };
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x)
        canvas.set(rounded(image.x) + x, rounded(image.y) + y,
                   mean_colour(image, span(y, height, image.rows), span(x, width, image.cols)));
  }
};

}  // namespace

Canvas rasterise(Drawing const& drawing) {
  Canvas canvas(drawing.width(), drawing.height());
  for (Mark const& mark : drawing.marks()) std::visit(Painter{canvas}, mark);
  return canvas;
}

}  // namespace ptyger::write
