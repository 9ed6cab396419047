#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ptyger::write {

/// sRGB, 8 bits a channel.
struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  bool operator==(Colour const&) const = default;
};

inline constexpr Colour black{20, 20, 20};
inline constexpr Colour white{255, 255, 255};
inline constexpr Colour pale{232, 232, 232};  ///< of pixels without a value

/// A picture in memory, [row][col], white at first. Drawing outside of the picture has no effect.
class Canvas {
 public:
  Canvas(int width, int height);

  int width() const { return width_; }
  int height() const { return height_; }
  std::vector<Colour> const& pixels() const { return pixels_; }
  Colour at(int x, int y) const;

  void set(int x, int y, Colour colour);
  void fill(int x, int y, int width, int height, Colour colour);

  /// Frame of one pixel around the rectangle, outside of it.
  void frame(int x, int y, int width, int height, Colour colour);

  /// Smooth line with round ends; a line without length is a disc.
  void line(double x0, double y0, double x1, double y1, double thickness, Colour colour);

  /// Writes one line of text with its upper left corner at (x, y); text.hpp gives its size.
  void text(int x, int y, std::string const& words, Colour colour);

 private:
  int width_;
  int height_;
  std::vector<Colour> pixels_;
};

}  // namespace ptyger::write
