#pragma once

#include <functional>
#include <vector>

#include "ptyger/scan.hpp"
#include "write/drawing/drawing.hpp"

namespace ptyger::write {

constexpr int map_left = 96;  // left edge of a map, picture pixels: room for the numbers of its rows

/// A map of the positions of a scan in a drawing: the same scale for both axes, rows grow downwards.
class ScanMap {
 public:
  /// left, top: upper left corner of its rectangle; side: longer side, picture pixels.
  ScanMap(std::vector<Position> const& positions, int left, int top, int side);

  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }
  [[nodiscard]] double x(Position const& position) const;
  [[nodiscard]] double y(Position const& position) const;

  /// Draws a frame, a grid and the numbers of both axes, micrometres or nanometres from the corner of the field.
  void draw_axes(Drawing& drawing) const;
  /// Draws a disc for each position. colour: of the frame with this number; order: numbers of the frames, the last on
  /// top; empty: as they are.
  void draw_frames(Drawing& drawing, std::function<Colour(std::size_t)> const& colour,
                   std::vector<std::size_t> order = {}) const;

 private:
  std::vector<Position> const& positions_;
  int left_, top_, side_;
  double low_row_, low_col_;  ///< least position along each axis, metres
  double unit_m_;             ///< length of the unit of the axes, metres
  double border_m_;           ///< margin around the positions, metres
  double pixels_per_m_;
  int width_, height_;  ///< size of the rectangle, picture pixels
};

}  // namespace ptyger::write
