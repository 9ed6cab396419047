#include "write/picture/scan_map.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "write/picture/plot.hpp"

namespace ptyger::write {
namespace {

struct Extent {
  double low, high;
};

Extent extent_of(std::vector<Position> const& positions, double Position::*axis) {
  auto const [low, high] = std::minmax_element(positions.begin(), positions.end(),
                                               [&](Position const& a, Position const& b) { return a.*axis < b.*axis; });
  return {(*low).*axis, (*high).*axis};
}

}  // namespace

ScanMap::ScanMap(std::vector<Position> const& positions, int left, int top, int side)
    : positions_(positions), left_(left), top_(top), side_(side) {
  auto const rows = extent_of(positions, &Position::row_m);
  auto const cols = extent_of(positions, &Position::col_m);
  double const longest = std::max({rows.high - rows.low, cols.high - cols.low, 1e-12});
  low_row_ = rows.low;
  low_col_ = cols.low;
  unit_m_ = longest < 1e-6 ? 1e-9 : 1e-6;
  border_m_ = 0.03 * longest;
  pixels_per_m_ = side / (longest + 2 * border_m_);
  auto const size = [&](Extent const& extent) {
    return std::max(120, static_cast<int>(std::lround((extent.high - extent.low + 2 * border_m_) * pixels_per_m_)));
  };
  width_ = size(cols);
  height_ = size(rows);
}

double ScanMap::x(Position const& position) const {
  return left_ + (position.col_m - low_col_ + border_m_) * pixels_per_m_;
}

double ScanMap::y(Position const& position) const {
  return top_ + (position.row_m - low_row_ + border_m_) * pixels_per_m_;
}

void ScanMap::draw_axes(Drawing& drawing) const {
  // Numbers begin at the first position, inside of the border.
  auto const numbers = [&](int length) {  // length of the axis, picture pixels
    double const extent = std::max(length / pixels_per_m_ - 2 * border_m_, 1e-12) / unit_m_;
    return axis_ticks(0, extent, std::max(4, length / 90), 60.0 / length);
  };
  PlotArea const area{left_,
                      left_ + width_,
                      top_,
                      top_ + height_,
                      -border_m_ / unit_m_,
                      (width_ / pixels_per_m_ - border_m_) / unit_m_,
                      (height_ / pixels_per_m_ - border_m_) / unit_m_,
                      -border_m_ / unit_m_};
  draw_plot_frame(drawing, area, numbers(width_), numbers(height_));
  std::string const unit = unit_m_ == 1e-9 ? "nm" : "µm";
  drawing.text(left_, top_ - caption_height, "y, " + unit);
  drawing.text(left_ + width_ / 2.0, area.bottom + 46, "x, " + unit, {.anchor = Anchor::middle});
}

void ScanMap::draw_frames(Drawing& drawing, std::function<Colour(std::size_t)> const& colour,
                          std::vector<std::size_t> order) const {
  if (order.empty()) {
    order.resize(positions_.size());
    std::iota(order.begin(), order.end(), 0);
  }
  double const thickness = std::clamp(0.5 * side_ / std::sqrt(static_cast<double>(positions_.size())), 2.0, 9.0);
  for (std::size_t const j : order) drawing.disc(x(positions_[j]), y(positions_[j]), thickness, colour(j));
}

}  // namespace ptyger::write
