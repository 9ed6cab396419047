#include "solver/trials/rotation.hpp"

#include <algorithm>
#include <cmath>

namespace ptyger::solver {
namespace {

constexpr double first_step = 4;        // degrees, of the pattern search
constexpr double last_step = 2;         // degrees
constexpr double suspicious = 1;        // degrees between a trial and the minimum of a parabola through its neighbours
constexpr double fit_step = 0.75;       // degrees between the trials of the parabola
constexpr int fit_points = 4;           // trials on each side of the middle
constexpr double least_rotation = 0.5;  // degrees; what is smaller is left to the refinement of positions
constexpr double least_gain = 3;        // in rms deviations from the parabola
constexpr double least_relative_gain = 0.02;  // of the misfit; a rotation by 1 degree costs about as much

PositionAxes rotated(PositionAxes axes, double by_deg) {
  axes.rotation_deg += by_deg;
  return axes;
}

/// Trials at the given angles from `axes`, in this order.
std::vector<OrientationTrial> try_angles(TurnTrials const& trials, PositionAxes axes,
                                         std::vector<double> const& by_deg) {
  std::vector<PositionAxes> all;
  for (double const angle : by_deg) all.push_back(rotated(axes, angle));
  auto found = trials.run(all);
  std::sort(found.begin(), found.end(), [](OrientationTrial const& a, OrientationTrial const& b) {
    return a.axes.rotation_deg < b.axes.rotation_deg;
  });
  return found;
}

/// Steps to the better neighbour, and halves the step where there is none.
OrientationTrial pattern_search(TurnTrials const& trials, OrientationTrial best) {
  for (double step = first_step; step >= last_step;) {
    auto const neighbour = trials.run({rotated(best.axes, -step), rotated(best.axes, step)}).front();
    if (neighbour.misfit < best.misfit)
      best = neighbour;
    else
      step /= 2;
  }
  return best;
}

/// Least squares fit of misfit = a + b x + c x^2, x = -fit_points to fit_points.
struct Parabola {
  double vertex = 0;     ///< x of the minimum; 0 when there is none
  double least = 0;      ///< misfit at the vertex
  double deviation = 0;  ///< rms deviation of the misfits
};

Parabola fit_parabola(std::vector<OrientationTrial> const& trials) {
  auto const n = static_cast<double>(trials.size());
  double sum = 0, first = 0, second = 0, x2 = 0, x4 = 0;
  auto const x_of = [](std::size_t i) { return static_cast<double>(i) - fit_points; };
  for (std::size_t i = 0; i < trials.size(); ++i) {
    double const x = x_of(i);
    sum += trials[i].misfit;
    first += trials[i].misfit * x;
    second += trials[i].misfit * x * x;
    x2 += x * x;
    x4 += x * x * x * x;
  }
  double const c = (n * second - sum * x2) / (n * x4 - x2 * x2);
  double const b = first / x2;
  double const a = (sum - c * x2) / n;
  if (!(c > 0)) return {};
  Parabola fit{.vertex = std::clamp(-b / (2 * c), -double{fit_points}, double{fit_points})};
  fit.least = a + b * fit.vertex + c * fit.vertex * fit.vertex;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    double const x = x_of(i);
    fit.deviation += std::pow(trials[i].misfit - a - b * x - c * x * x, 2) / n;
  }
  fit.deviation = std::sqrt(fit.deviation);
  return fit;
}

}  // namespace

bool suspect_rotation(TurnTrials const& trials, OrientationTrial const& best) {
  auto const sides = try_angles(trials, best.axes, {-first_step, first_step});
  double const slope = sides.back().misfit - sides.front().misfit;
  double const bend = sides.back().misfit + sides.front().misfit - 2 * best.misfit;
  return bend <= 0 || std::abs(first_step / 2 * slope / bend) > suspicious;
}

double find_rotation(TurnTrials const& trials, OrientationTrial const& best) {
  auto const middle = pattern_search(trials, best).axes;
  std::vector<double> angles;
  for (int i = -fit_points; i <= fit_points; ++i) angles.push_back(i * fit_step);
  auto const fit = fit_parabola(try_angles(trials, middle, angles));
  double const found = std::round(10 * (middle.rotation_deg + fit_step * fit.vertex)) / 10;
  double const gain = best.misfit - fit.least;
  bool const significant = fit.least > 0 && std::abs(found - best.axes.rotation_deg) >= least_rotation &&
                           gain > least_gain * fit.deviation && gain > least_relative_gain * best.misfit;
  if (!significant) return best.axes.rotation_deg;
  return std::abs(found) < least_rotation ? 0 : found;
}

}  // namespace ptyger::solver
