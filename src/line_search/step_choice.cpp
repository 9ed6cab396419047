#include "line_search/step_choice.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ptyger::line_search {
namespace {

/// The polynomial through all trials in Newton's form. Its argument is the step in units of the longest step.
class Interpolation {
 public:
  explicit Interpolation(std::span<Trial const> trials) {
    for (auto const& trial : trials) {
      nodes_.push_back(trial.step / trials.back().step);
      divided_differences_.push_back(trial.value);
    }
    for (std::size_t order = 1; order < nodes_.size(); ++order)
      for (std::size_t i = nodes_.size() - 1; i >= order; --i)
        divided_differences_[i] =
            (divided_differences_[i] - divided_differences_[i - 1]) / (nodes_[i] - nodes_[i - order]);
  }

  double operator()(double t) const {
    double value = divided_differences_.back();
    for (std::size_t k = divided_differences_.size() - 1; k-- > 0;)
      value = value * (t - nodes_[k]) + divided_differences_[k];
    return value;
  }

  double derivative(double t) const {
    double value = divided_differences_.back();
    double slope = 0;
    for (std::size_t k = divided_differences_.size() - 1; k-- > 0;) {
      slope = slope * (t - nodes_[k]) + value;
      value = value * (t - nodes_[k]) + divided_differences_[k];
    }
    return slope;
  }

 private:
  std::vector<double> nodes_;                ///< arguments of the trials
  std::vector<double> divided_differences_;  ///< of orders 0, 1, ...
};

/// Argument of the only minimum on [low, high], by bisection of the slope. A search by values alone would give only
/// half of the digits.
double minimum_on(Interpolation const& curve, double low, double high) {
  for (int i = 0; i < 60; ++i) {
    double const middle = (low + high) / 2;
    (curve.derivative(middle) > 0 ? high : low) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

double choose_step(std::span<Trial const> trials) {
  std::vector<Trial> usable;
  for (auto const& trial : trials)
    if (std::isfinite(trial.value)) usable.push_back(trial);
  if (usable.size() < 2 || usable.front().step != 0) return 0;
  auto const lower = [](Trial const& a, Trial const& b) { return a.value < b.value; };
  auto const best = *std::min_element(usable.begin(), usable.end(), lower);
  Interpolation const curve(usable);
  int const cell_count = 64;  // cells of [0, 1] among which the least value is sought
  auto const at = [&](int cell) { return static_cast<double>(cell) / cell_count; };
  int least_cell = 0;
  for (int cell = 1; cell <= cell_count; ++cell)
    if (curve(at(cell)) < curve(at(least_cell))) least_cell = cell;
  double const t = minimum_on(curve, at(std::max(least_cell - 1, 0)), at(std::min(least_cell + 1, cell_count)));
  double const least_value = curve(t);
  if (least_cell > 0 && least_value < usable.front().value && least_value <= best.value) return t * usable.back().step;
  return best.step;
}

double longest_falling_step(std::span<Trial const> trials) {
  double longest = 0;
  for (auto const& trial : trials)
    if (trial.value < trials.front().value) longest = std::max(longest, trial.step);
  return longest;
}

}  // namespace ptyger::line_search
