#include "tuning/choose_smoothness.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "ptyger/choose_settings.hpp"
#include "tuning/expected_weight.hpp"
#include "tuning/two_halves.hpp"

namespace ptyger::tuning {
namespace {

constexpr std::array weights{0.03, 0.1, 0.3, 1.0};  // that are tried
constexpr std::size_t usual_weight = 1;             // which of them suits many scans

/// Factor of the best weight from half of the frames to all. Noise alone would make it 1/2, errors of the model
/// alone 1.
constexpr double half_to_all = 0.9;

/// Errors of the object from half of the frames with each weight. It is compared with the object from the other half
/// that is hardly smoothed: their noise is independent, so that the mean square difference is the error plus a constant
/// (cross-validation).
class Errors {
 public:
  Errors(Trials& trials, Trial const& model)
      : trials_(trials), model_(trials.on_more_frames(model)), begin_{begun(Half::first), begun(Half::second)} {}

  /// The object of a half with weights[weight].
  Result const& object(Half half, std::size_t weight) {
    auto const which = static_cast<std::size_t>(half);
    auto& known = objects_[which][weight];
    if (!known) known = trials_.of_half(half, model_, weights[weight], begin_[which]).result;
    return *known;
  }
  double operator()(std::size_t weight) {
    auto const error = [&](Half half, Half other) {
      auto const& a = object(half, weight);
      auto const& b = object(other, 0);
      return trials_.stopped() ? 0 : object_difference(a, b);
    };
    return std::hypot(error(Half::first, Half::second), error(Half::second, Half::first)) / std::sqrt(2);
  }

 private:
  [[nodiscard]] ObjectImage begun(Half half) {
    return trials_.of_half(half, model_, weights[usual_weight], {}).result.object;
  }

  Trials& trials_;
  Trial model_;
  std::array<ObjectImage, 2> begin_;                                               ///< [half] with which trials begin
  std::array<std::array<std::optional<Result>, weights.size()>, 2> objects_ = {};  ///< [half][weight]
};

/// The number with two digits, so that a user can give it again.
double two_digits(double value) {
  if (!(value > 0)) return 0;
  double const unit = std::pow(10, std::floor(std::log10(value)) - 1);
  return std::round(value / unit) * unit;
}

/// Where a parabola through three points at -1, 0 and 1, of which the middle one is the least, is least.
double least_of_parabola(double left, double middle, double right) {
  double const bend = left - 2 * middle + right;
  return bend > 0 ? (left - right) / (2 * bend) : 0;
}

}  // namespace

SmoothnessChoice choose_smoothness(Trials& trials, Trial const& model) {
  Errors errors(trials, model);
  std::size_t best = usual_weight;
  while (best + 1 < weights.size() && errors(best + 1) < errors(best)) ++best;
  while (best > 0 && errors(best - 1) <= errors(best)) --best;
  double weight = weights[best];
  if (best > 0 && best + 1 < weights.size()) {
    double const place = least_of_parabola(errors(best - 1), errors(best), errors(best + 1));
    weight *= std::pow(place > 0 ? weights[best + 1] / weights[best] : weights[best] / weights[best - 1], place);
  }
  if (trials.stopped()) return {};
  double const limit =
      expected_weight(errors.object(Half::first, best), errors.object(Half::second, best), trials.more_frames());
  return {std::max(two_digits(std::min(half_to_all * weight, limit)), least_smoothness), errors(best), errors(0)};
}

}  // namespace ptyger::tuning
