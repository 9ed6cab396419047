#include "line_search/step_choice.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ptyger {
namespace {

/// Newton's divided differences of the Hermite data (0, value and slope) and the trials, steps in units of `unit`.
struct Interpolation {
  std::vector<double> nodes;
  std::vector<double> coefficients;

  Interpolation(double at_zero, double slope, std::span<Trial const> trials, double unit) : nodes{0, 0} {
    std::vector<double> column{at_zero, at_zero};
    for (auto const& trial : trials) {
      nodes.push_back(trial.step / unit);
      column.push_back(trial.value);
    }
    coefficients.push_back(column[0]);
    for (std::size_t order = 1; order < nodes.size(); ++order) {
      for (std::size_t i = 0; i + order < nodes.size(); ++i) {
        double const gap = nodes[i + order] - nodes[i];
        column[i] = gap == 0 ? slope * unit : (column[i + 1] - column[i]) / gap;
      }
      coefficients.push_back(column[0]);
    }
  }

  [[nodiscard]] double operator()(double t) const {
    double value = coefficients.back();
    for (std::size_t k = coefficients.size() - 1; k-- > 0;) value = value * (t - nodes[k]) + coefficients[k];
    return value;
  }
};

/// Least point of a smooth function on [low, high] by golden sections.
template <class Function>
double golden_section(Function const& f, double low, double high) {
  double const ratio = (std::sqrt(5.0) - 1) / 2;
  for (int i = 0; i < 40; ++i) {
    double const left = high - ratio * (high - low);
    double const right = low + ratio * (high - low);
    if (f(left) < f(right))
      high = right;
    else
      low = left;
  }
  return (low + high) / 2;
}

}  // namespace

double choose_step(double at_zero, double slope, std::span<Trial const> trials) {
  std::vector<Trial> usable;
  for (auto const& trial : trials)
    if (std::isfinite(trial.value)) usable.push_back(trial);
  if (usable.empty() || !std::isfinite(slope)) return 0;
  auto const lower = [](Trial const& a, Trial const& b) { return a.value < b.value; };
  auto const best = *std::min_element(usable.begin(), usable.end(), lower);
  double const longest = usable.back().step;
  Interpolation const curve(at_zero, slope, usable, longest);
  // Look beyond the longest trial only when it is the best, and not further than twice its length.
  double const end = best.step == longest ? 2.0 : 1.0;
  int const cells = 64;
  int least = 1;
  for (int i = 1; i <= cells; ++i)
    if (curve(end * i / cells) < curve(end * least / cells)) least = i;
  double const t = golden_section(curve, end * (least - 1) / cells, end * std::min(least + 1, cells) / cells);
  double const expected = curve(t);
  if (expected < at_zero && expected <= best.value) return t * longest;
  return best.value < at_zero ? best.step : 0;
}

double first_falling(double at_zero, std::span<Trial const> trials) {
  double longest = 0;
  for (auto const& trial : trials)
    if (trial.value < at_zero) longest = std::max(longest, trial.step);
  return longest;
}

}  // namespace ptyger
