#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "write/drawing/colour.hpp"
#include "write/drawing/text.hpp"

namespace ptyger::write {

/// Which point of a line of text a position states.
enum class Anchor { left, middle, right };

struct TextStyle {
  Anchor anchor = Anchor::left;
  Colour colour = black;
  double size = text_size;  ///< picture pixels
};

struct Point {
  double x = 0;
  double y = 0;
};

/// What a drawing consists of. Lengths are picture pixels, x to the right and y down.
struct Rectangle {
  double x, y, width, height;
  Colour colour;
};
struct Line {
  Point from, to;
  double thickness;
  Colour colour;
};
struct Polygon {
  std::vector<Point> corners;
  Colour colour;
};
struct Text {
  Point at;  ///< anchor on the baseline
  std::string words;
  TextStyle style;
};
struct Image {
  double x, y, width, height;
  std::size_t rows, cols;
  std::vector<Colour> pixels;  ///< [row][col]
};
using Mark = std::variant<Rectangle, Line, Polygon, Text, Image>;

/// A picture as a list of marks, drawn one over the other on white. rasterise(), svg() and pdf() draw it.
class Drawing {
 public:
  Drawing(int width, int height) : width_(width), height_(height) {}

  int width() const { return width_; }
  int height() const { return height_; }
  std::vector<Mark> const& marks() const { return marks_; }

  /// Makes the picture at least this large; new space is white.
  void extend(int width, int height);

  void fill(double x, double y, double width, double height, Colour colour);

  /// Frame of one pixel around the rectangle, outside of it.
  void frame(double x, double y, double width, double height, Colour colour);

  /// Line with round ends.
  void line(double x0, double y0, double x1, double y1, double thickness, Colour colour);

  /// Disc around (x, y).
  void disc(double x, double y, double diameter, Colour colour) { line(x, y, x, y, diameter, colour); }

  void polygon(std::vector<Point> corners, Colour colour);

  /// Writes one line of text in UTF-8. x: anchor of the style; y: upper edge of the capital letters.
  void text(double x, double y, std::string words, TextStyle const& style = {});

  /// Draws rows x cols pixels, [row][col], stretched over the rectangle.
  void image(Rectangle const& place, std::size_t rows, std::size_t cols, std::vector<Colour> pixels);

 private:
  int width_;
  int height_;
  std::vector<Mark> marks_;
};

}  // namespace ptyger::write
