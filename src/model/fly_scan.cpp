#include "model/fly_scan.hpp"

#include <algorithm>
#include <cmath>

#include "core/median.hpp"
#include "ptyger/error.hpp"

namespace ptyger::model {
namespace {

double length(Position const& v) {
  return std::hypot(v.row_m, v.col_m);
}
double inner(Position const& a, Position const& b) {
  return a.row_m * b.row_m + a.col_m * b.col_m;
}

/// Step from every frame to the next, metres, divided by the number of steps in the file if frames were left out.
std::vector<Position> steps_of(Scan const& scan) {
  std::vector<Position> steps;
  for (std::size_t j = 0; j + 1 < scan.positions.size(); ++j) {
    auto const& from = scan.positions[j];
    auto const& to = scan.positions[j + 1];
    auto const frames = scan.indexes.size() == scan.positions.size()
                            ? static_cast<double>(std::max<std::int64_t>(scan.indexes[j + 1] - scan.indexes[j], 1))
                            : 1;
    steps.push_back({(to.row_m - from.row_m) / frames, (to.col_m - from.col_m) / frames});
  }
  return steps;
}

/// Whether a step goes along a line of the scan, not to the next line and not back to the beginning of one. fast: step
/// along the fast axis.
bool along(Position const& step, Position const& fast) {
  double const fast_steps = std::abs(inner(step, fast)) / inner(fast, fast);
  return fast_steps > 0.3 && fast_steps < 2;
}

}  // namespace

Position fast_step(Scan const& scan) {
  constexpr double least_ratio = 2;  // of the spread of the steps along the fast axis to their spread across it
  std::string const name = scan.sources.empty() ? "the scan" : scan.sources.front();
  auto const steps = steps_of(scan);
  std::vector<double> lengths;
  for (auto const& step : steps) lengths.push_back(length(step));
  double const usual_length = lengths.size() < 2 ? 0 : core::median(lengths);
  double row_squares = 0;
  double col_squares = 0;
  double products = 0;
  for (auto const& step : steps) {
    if (length(step) > 1.5 * usual_length) continue;
    row_squares += step.row_m * step.row_m;
    col_squares += step.col_m * step.col_m;
    products += step.row_m * step.col_m;
  }
  double const spread_difference = std::hypot(row_squares - col_squares, 2 * products);
  if (!(row_squares + col_squares + spread_difference > least_ratio * (row_squares + col_squares - spread_difference)))
    throw InputError(name +
                     ": a fly scan has a fast axis, but consecutive frames of this one move in all directions or not "
                     "at all; give the motion during an exposure by --fly DX,DY");
  double const angle =
      std::atan2(2 * products, col_squares - row_squares) / 2;  // of the fast axis, from the columns to the rows
  Position const axis{std::sin(angle), std::cos(angle)};
  std::vector<double> axis_steps;
  for (auto const& step : steps)
    if (length(step) <= 1.5 * usual_length) axis_steps.push_back(std::abs(inner(step, axis)));
  double const step = core::median(axis_steps);
  return {step * axis.row_m, step * axis.col_m};
}

Position exposure_motion(Scan const& scan, FlyScan const& fly) {
  if (fly.motion) return *fly.motion;
  if (!(fly.fraction > 0)) return {};
  auto const step = fast_step(scan);
  return {fly.fraction * step.row_m, fly.fraction * step.col_m};
}

void move_to_middle(Scan& scan, FlyScan const& fly) {
  auto const motion = exposure_motion(scan, fly);
  auto const fast = fast_step(scan);
  auto const steps = steps_of(scan);
  double sign = 1;
  for (std::size_t j = 0; j < scan.positions.size(); ++j) {
    if (j < steps.size() && along(steps[j], fast)) sign = inner(steps[j], motion) < 0 ? -1 : 1;
    scan.positions[j].row_m += sign * motion.row_m / 2;
    scan.positions[j].col_m += sign * motion.col_m / 2;
  }
}

}  // namespace ptyger::model
