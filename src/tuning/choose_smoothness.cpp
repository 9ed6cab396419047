#include "tuning/choose_smoothness.hpp"

#include <algorithm>
#include <cmath>

#include "ptyger/choose_settings.hpp"
#include "tuning/two_halves.hpp"

namespace ptyger::tuning {
namespace {

/// Weight for a noise that is as large as the roughness. Between 0.3 and 0.6, the errors of 45 simulated scans against
/// their truth are alike on average (perf/README.md, "Settings from the data").
constexpr double weight_of_noise = 0.5;

/// The number with two digits, so that a user can give it again.
double two_digits(double value) {
  if (!(value > 0)) return 0;
  double const unit = std::pow(10, std::floor(std::log10(value)) - 1);
  return std::round(value / unit) * unit;
}

}  // namespace

SmoothnessChoice choose_smoothness(Trials& trials, Trial const& model, std::optional<double> threshold) {
  auto const more = trials.on_more_frames(model);
  auto const a = trials.of_half(Half::first, more, least_smoothness);
  auto const b = trials.of_half(Half::second, more, least_smoothness);
  if (trials.stopped()) return {};
  double const noise = object_difference(a.result, b.result) / 2;
  double const edges = threshold ? *threshold : two_digits(noise);
  double const roughness = std::max(0.0, common_roughness(a.result, b.result, edges));
  // Infinite for a flat object; without noise nothing is to be smoothed.
  double const weight = noise > 0 ? weight_of_noise * noise * noise / roughness : 0;
  return {two_digits(std::clamp(weight, least_smoothness, most_smoothness)), edges, noise, std::sqrt(roughness)};
}

}  // namespace ptyger::tuning
