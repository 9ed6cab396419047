#include "inspect/position_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace ptyger::inspect {
namespace {

constexpr double same_place = 0.01;      // object pixels between duplicates
constexpr double least_step = 0.5;       // object pixels; closer frames are exposures of one place
constexpr double grid_tolerance = 0.05;  // distance from a grid point, in steps
constexpr double far_off = 10;           // median steps to the nearest frame
constexpr std::size_t grid_vectors = 9;  // vectors between neighbours that are tried as steps of a grid

/// Finds the nearest position. The N positions are sorted by rows into about sqrt(N) bands, each sorted by columns, so
/// that a search looks only at positions nearby.
class Neighbours {
 public:
  explicit Neighbours(std::vector<Position> positions) : at_(std::move(positions)) {
    std::sort(at_.begin(), at_.end(), [](Position const& a, Position const& b) {
      return a.row_m != b.row_m ? a.row_m < b.row_m : a.col_m < b.col_m;
    });
    auto const length = static_cast<std::ptrdiff_t>(std::ceil(std::sqrt(at_.size())));
    for (auto begin = at_.begin(); begin != at_.end();) {
      auto const end = begin + std::min(length, at_.end() - begin);
      auto& band = bands_.emplace_back(Band{begin->row_m, std::prev(end)->row_m, {begin, end}});
      std::sort(band.at.begin(), band.at.end(), [](Position const& a, Position const& b) { return a.col_m < b.col_m; });
      begin = end;
    }
  }

  /// All positions, sorted by rows.
  [[nodiscard]] std::vector<Position> const& all() const { return at_; }

  /// Sets `found` to the position nearest to a point among the positions farther than `beyond` metres from it; gives
  /// false when there is none.
  bool nearest(Position point, double beyond, Position& found) const {
    double best = std::numeric_limits<double>::infinity();
    auto const look = [&](Position const& p) {
      if (std::abs(p.col_m - point.col_m) >= best) return false;
      double const away = std::hypot(p.row_m - point.row_m, p.col_m - point.col_m);
      if (away > beyond && away < best) {
        best = away;
        found = p;
      }
      return true;
    };
    auto const look_in = [&](Band const& band) {
      if (std::max(band.first_row_m - point.row_m, point.row_m - band.last_row_m) >= best) return false;
      outward(band.at, look, [&](Position const& p) { return p.col_m < point.col_m; });
      return true;
    };
    outward(bands_, look_in, [&](Band const& band) { return band.last_row_m < point.row_m; });
    return std::isfinite(best);
  }

 private:
  /// Positions with neighbouring rows.
  struct Band {
    double first_row_m;
    double last_row_m;
    std::vector<Position> at;  ///< sorted by columns
  };

  /// Visits a sorted list in both directions, from the first element that is not before() the point, each direction
  /// until look() gives false.
  template <class List, class Look, class Before>
  static void outward(List const& list, Look const& look, Before const& before) {
    auto const middle = std::partition_point(list.begin(), list.end(), before);
    for (auto p = middle; p != list.end() && look(*p);) ++p;
    for (auto p = middle; p != list.begin() && look(*std::prev(p));) --p;
  }

  std::vector<Position> at_;
  std::vector<Band> bands_;
};

std::size_t count_duplicates(Neighbours const& frames, double tolerance) {
  std::size_t count = 0;
  auto const& at = frames.all();
  for (std::size_t i = 0; i < at.size(); ++i)
    for (std::size_t k = i; k-- > 0 && at[i].row_m - at[k].row_m <= tolerance;)
      if (std::abs(at[i].col_m - at[k].col_m) <= tolerance) {
        ++count;
        break;
      }
  return count;
}

/// Mean step, farthest frame and number of frames far off. `least`: smallest distance that is a step, metres.
void measure_steps(Neighbours const& frames, std::vector<Position> const& positions, double least,
                   PositionStatistics& result) {
  std::vector<double> steps(positions.size());  // 0: all other frames lie at the same place
  Position near;
  for (std::size_t frame = 0; frame < steps.size(); ++frame) {
    auto const& at = positions[frame];
    if (frames.nearest(at, least, near)) steps[frame] = std::hypot(near.row_m - at.row_m, near.col_m - at.col_m);
  }
  auto const farthest = std::max_element(steps.begin(), steps.end());
  result.farthest = static_cast<std::size_t>(farthest - steps.begin());
  result.farthest_m = *farthest;
  std::sort(steps.begin(), steps.end());
  auto const end = std::upper_bound(steps.begin(), steps.end(), far_off * steps[steps.size() / 2]);
  result.far_off = static_cast<std::size_t>(steps.end() - end);
  auto const begin = std::upper_bound(steps.begin(), end, 0.0);
  if (begin != end) result.step_m = std::accumulate(begin, end, 0.0) / static_cast<double>(end - begin);
}

/// For some vectors between neighbours, the share of frames that have another frame at that vector from them; gives the
/// largest share. `step`, `tolerance`: metres.
double grid_share(Neighbours const& frames, double step, double tolerance) {
  auto const& at = frames.all();
  if (at.size() < 9 || step == 0) return 0;
  double best = 0;
  Position near;
  for (std::size_t k = 1; k <= grid_vectors; ++k) {
    auto const& from = at[k * at.size() / (grid_vectors + 1)];
    if (!frames.nearest(from, tolerance, near)) continue;
    std::size_t hits = 0;
    for (auto const& p : at) {
      Position const expected{p.row_m + near.row_m - from.row_m, p.col_m + near.col_m - from.col_m};
      Position found;
      frames.nearest(expected, -1, found);
      bool const hit = std::hypot(found.row_m - expected.row_m, found.col_m - expected.col_m) < grid_tolerance * step;
      hits += hit ? 1U : 0U;
    }
    best = std::max(best, static_cast<double>(hits) / static_cast<double>(at.size()));
  }
  return best;
}

}  // namespace

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
  result.spacing_m = std::sqrt(result.extent_row_m * result.extent_col_m / static_cast<double>(scan.frames));
  double const pixel = std::min(scan.pixel_row_m, scan.pixel_col_m);
  Neighbours const frames(scan.positions);
  result.duplicates = count_duplicates(frames, same_place * pixel);
  measure_steps(frames, scan.positions, least_step * pixel, result);
  result.grid_share = grid_share(frames, result.step_m, least_step * pixel);
  return result;
}

}  // namespace ptyger::inspect
