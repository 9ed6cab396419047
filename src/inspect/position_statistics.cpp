#include "inspect/position_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace ptyger::inspect {
namespace {

constexpr double same_place = 0.01;      // object pixels; positions closer than this are duplicates
constexpr double least_step = 0.5;       // object pixels; closer frames are exposures of one place
constexpr double grid_tolerance = 0.05;  // distance from a grid point, in steps
constexpr double far_off_steps = 10;     // a frame is far off when its step exceeds this number of median steps
constexpr std::size_t grid_vectors = 9;  // vectors between neighbours that are tried as steps of a grid

/// Finds the nearest position. The N positions are sorted by rows into about sqrt(N) bands, each sorted by columns, so
/// that a search looks only at positions nearby.
class PositionSearch {
 public:
  explicit PositionSearch(std::vector<Position> positions) : positions_(std::move(positions)) {
    std::sort(positions_.begin(), positions_.end(), [](Position const& a, Position const& b) {
      return a.row_m != b.row_m ? a.row_m < b.row_m : a.col_m < b.col_m;
    });
    auto const length = static_cast<std::ptrdiff_t>(std::ceil(std::sqrt(positions_.size())));
    for (auto begin = positions_.begin(); begin != positions_.end();) {
      auto const end = begin + std::min(length, positions_.end() - begin);
      auto& band = bands_.emplace_back(Band{begin->row_m, std::prev(end)->row_m, {begin, end}});
      std::sort(band.positions.begin(), band.positions.end(),
                [](Position const& a, Position const& b) { return a.col_m < b.col_m; });
      begin = end;
    }
  }

  /// All positions, sorted by rows.
  [[nodiscard]] std::vector<Position> const& all() const { return positions_; }

  /// Sets `found` to the position nearest to a point among the positions farther than `beyond` metres from it; gives
  /// false when there is none.
  bool nearest(Position point, double beyond, Position& found) const {
    double best = std::numeric_limits<double>::infinity();
    auto const visit = [&](Position const& p) {
      if (std::abs(p.col_m - point.col_m) >= best) return false;
      double const distance = std::hypot(p.row_m - point.row_m, p.col_m - point.col_m);
      if (distance > beyond && distance < best) {
        best = distance;
        found = p;
      }
      return true;
    };
    auto const visit_band = [&](Band const& band) {
      if (std::max(band.first_row_m - point.row_m, point.row_m - band.last_row_m) >= best) return false;
      visit_outward(band.positions, visit, [&](Position const& p) { return p.col_m < point.col_m; });
      return true;
    };
    visit_outward(bands_, visit_band, [&](Band const& band) { return band.last_row_m < point.row_m; });
    return std::isfinite(best);
  }

 private:
  /// Positions with neighbouring rows.
  struct Band {
    double first_row_m;               ///< smallest row coordinate
    double last_row_m;                ///< largest row coordinate
    std::vector<Position> positions;  ///< sorted by columns
  };

  /// Visits a sorted list in both directions, from the first element that is not before() the point, each direction
  /// until visit() gives false.
  template <class List, class Visit, class Before>
  static void visit_outward(List const& list, Visit const& visit, Before const& before) {
    auto const middle = std::partition_point(list.begin(), list.end(), before);
    for (auto p = middle; p != list.end() && visit(*p);) ++p;
    for (auto p = middle; p != list.begin() && visit(*std::prev(p));) --p;
  }

  std::vector<Position> positions_;  ///< sorted by rows
  std::vector<Band> bands_;          ///< sorted by rows, disjoint
};

/// Width of the field in its narrowest direction: sqrt(12) times the smallest standard deviation, which is the width of
/// an evenly covered rectangle.
double narrow_width(std::vector<Position> const& positions) {
  auto const number = static_cast<double>(positions.size());
  double row = 0, col = 0, rows = 0, cols = 0, both = 0;
  for (auto const& p : positions) row += p.row_m / number, col += p.col_m / number;
  for (auto const& p : positions) {
    rows += (p.row_m - row) * (p.row_m - row) / number;
    cols += (p.col_m - col) * (p.col_m - col) / number;
    both += (p.row_m - row) * (p.col_m - col) / number;
  }
  double const least = (rows + cols) / 2 - std::hypot((rows - cols) / 2, both);
  return std::sqrt(12 * std::max(least, 0.0));
}

std::size_t count_duplicates(PositionSearch const& search, double tolerance) {
  std::size_t count = 0;
  auto const& positions = search.all();
  for (std::size_t i = 0; i < positions.size(); ++i)
    for (std::size_t k = i; k-- > 0 && positions[i].row_m - positions[k].row_m <= tolerance;)
      if (std::abs(positions[i].col_m - positions[k].col_m) <= tolerance) {
        ++count;
        break;
      }
  return count;
}

/// Sets the mean step, the farthest frame and the frames far off. `least`: smallest distance that counts as a
/// step, metres.
void measure_steps(PositionSearch const& search, std::vector<Position> const& positions, double least,
                   PositionStatistics& result) {
  std::vector<double> steps(positions.size());  // 0: all other frames lie at the same place
  Position nearest;
  for (std::size_t frame = 0; frame < steps.size(); ++frame) {
    auto const& position = positions[frame];
    if (search.nearest(position, least, nearest))
      steps[frame] = std::hypot(nearest.row_m - position.row_m, nearest.col_m - position.col_m);
  }
  auto const farthest = std::max_element(steps.begin(), steps.end());
  result.farthest = static_cast<std::size_t>(farthest - steps.begin());
  result.farthest_m = *farthest;
  auto sorted = steps;
  std::sort(sorted.begin(), sorted.end());
  double const most = far_off_steps * sorted[sorted.size() / 2];
  for (std::size_t frame = 0; frame < steps.size(); ++frame)
    if (steps[frame] > most) result.far_off.push_back(frame);
  steps = std::move(sorted);
  auto const end = std::upper_bound(steps.begin(), steps.end(), most);
  auto const begin = std::upper_bound(steps.begin(), end, 0.0);
  if (begin != end) result.step_m = std::accumulate(begin, end, 0.0) / static_cast<double>(end - begin);
}

/// Tries some vectors between neighbouring positions as steps of a grid: a vector fits a frame when another frame lies
/// at that vector from it. Gives the largest share of frames that a vector fits. `step`, `tolerance`: metres.
double grid_share(PositionSearch const& search, double step, double tolerance) {
  auto const& positions = search.all();
  if (positions.size() < 9 || step == 0) return 0;
  double best = 0;
  Position nearest;
  for (std::size_t k = 1; k <= grid_vectors; ++k) {
    auto const& from = positions[k * positions.size() / (grid_vectors + 1)];
    if (!search.nearest(from, tolerance, nearest)) continue;
    std::size_t hits = 0;
    for (auto const& p : positions) {
      Position const expected{p.row_m + nearest.row_m - from.row_m, p.col_m + nearest.col_m - from.col_m};
      Position found;
      search.nearest(expected, -1, found);  // -1: also a frame exactly at `expected`
      bool const hit = std::hypot(found.row_m - expected.row_m, found.col_m - expected.col_m) < grid_tolerance * step;
      hits += hit ? 1U : 0U;
    }
    best = std::max(best, static_cast<double>(hits) / static_cast<double>(positions.size()));
  }
  return best;
}

}  // namespace

std::size_t nearest_frame(Scan const& scan, std::size_t frame, std::size_t beside) {
  double const least = least_step * std::min(scan.pixel_row_m, scan.pixel_col_m);
  auto const from_frame = [&](std::size_t other) {
    return Position{scan.positions[other].row_m - scan.positions[frame].row_m,
                    scan.positions[other].col_m - scan.positions[frame].col_m};
  };
  auto const first = from_frame(beside);
  double best = std::numeric_limits<double>::infinity();
  std::size_t found = frame;
  for (std::size_t other = 0; other < scan.frames; ++other) {
    auto const d = from_frame(other);
    double const away = std::hypot(d.row_m, d.col_m);
    double const across = std::abs(d.row_m * first.col_m - d.col_m * first.row_m);
    if (beside != frame && across < 0.5 * away * std::hypot(first.row_m, first.col_m)) continue;
    if (away > least && away < best) best = away, found = other;
  }
  return found;
}

PositionStatistics position_statistics(Scan const& scan) {
  PositionStatistics result;
  if (scan.positions.empty()) return result;
  auto const span = [&](double Position::*axis) {
    auto const [low, high] =
        std::minmax_element(scan.positions.begin(), scan.positions.end(),
                            [&](Position const& a, Position const& b) { return a.*axis < b.*axis; });
    return (*high).*axis - (*low).*axis;
  };
  result.extent_row_m = span(&Position::row_m);
  result.extent_col_m = span(&Position::col_m);
  result.narrow_m = narrow_width(scan.positions);
  result.spacing_m = std::sqrt(result.extent_row_m * result.extent_col_m / static_cast<double>(scan.frames));
  double const pixel = std::min(scan.pixel_row_m, scan.pixel_col_m);
  PositionSearch const search(scan.positions);
  result.duplicates = count_duplicates(search, same_place * pixel);
  measure_steps(search, scan.positions, least_step * pixel, result);
  result.grid_share = grid_share(search, result.step_m, least_step * pixel);
  return result;
}

}  // namespace ptyger::inspect
