#include "solver/hold_out.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <ostream>
#include <tuple>
#include <vector>

#include "ptyger/reconstruct.hpp"
#include "tests/support/correlation.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/usable_devices.hpp"

namespace ptyger {
namespace {

simulation::Simulation simulated(double photons, std::uint64_t seed = 0) {
  auto options = test::simulation_of(225);
  options.photons = photons;
  options.seed = seed;
  return test::simulated(options);
}

/// Options of a run that the stopping rule ends.
Options automatic_stop(Noise noise) {
  Options options;
  options.sampling = Sampling::fourier;
  options.noise = noise;
  options.devices.count = test::at_most_usable(2);
  return options;
}

struct Dose {
  double photons;  ///< a frame
  Noise noise;
  std::uint64_t seed_of_known_beam;  ///< 0 or 1; a run that recovers the beam uses the other seed
};

void PrintTo(Dose const& dose, std::ostream* out) {
  *out << dose.photons << (dose.noise == Noise::poisson ? " photons, poisson" : " photons, gaussian");
}

// Complex correlation with the truth, weighted with the illumination.
double weighted_correlation(test::Image const& object, test::Image const& truth,
                            std::vector<double> const& illumination) {
  auto const inner = [&](test::Image const& a, test::Image const& b) {
    std::complex<double> sum = 0;
    for (std::size_t i = 0; i < illumination.size(); ++i) sum += illumination[i] * std::conj(a[i]) * b[i];
    return sum;
  };
  return std::abs(inner(object, truth)) / std::sqrt(inner(object, object).real() * inner(truth, truth).real());
}

// [iteration] correlation with the truth.
std::vector<double> correlations_of(simulation::Simulation const& made, Options options,
                                    std::vector<double> const& illumination) {
  std::vector<double> correlations;
  Observer observer;
  observer.checkpoint_due = [] { return true; };
  observer.on_checkpoint = [&](Checkpoint const& checkpoint) {
    correlations.push_back(weighted_correlation(checkpoint.estimate.object, made.phantom.object.values, illumination));
  };
  options.iterations = 60;
  reconstruct(made.scan, options, observer);
  return correlations;
}

class StoppingRule : public testing::TestWithParam<std::tuple<Dose, bool>> {};

// The maximum of the correlation with the truth is flat: every iteration within 1e-3 of it counts as best.
TEST_P(StoppingRule, EndsWithinATenthOfTheIterationsWithTheBestCorrelation) {
  auto const& [dose, known_beam] = GetParam();
  auto const seed = dose.seed_of_known_beam ^ (known_beam ? 0U : 1U);
  auto const made = simulated(dose.photons, seed);
  auto options = automatic_stop(dose.noise);
  options.seed = seed;
  if (known_beam) {
    options.recover_probe = false;
    options.keep_probe_power = true;
    options.start_epochs = 0;
  }
  auto const stopped = reconstruct(made.scan, options);
  EXPECT_TRUE(stopped.complete);
  auto const correlations = correlations_of(made, options, stopped.illumination);
  double const best = *std::max_element(correlations.begin(), correlations.end());
  auto const good = [&](double correlation) { return correlation > best - 1e-3; };
  auto const first = std::find_if(correlations.begin(), correlations.end(), good) - correlations.begin() + 1;
  auto const last = correlations.rend() - std::find_if(correlations.rbegin(), correlations.rend(), good);
  int const stop = stopped.history.back().iteration;
  EXPECT_GE(stop, 0.9 * static_cast<double>(first));
  EXPECT_LE(stop, 1.1 * static_cast<double>(last));
}

INSTANTIATE_TEST_SUITE_P(Doses, StoppingRule,
                         testing::Combine(testing::Values(Dose{2e3, Noise::gaussian, 0}, Dose{3e4, Noise::gaussian, 1},
                                                          Dose{1e6, Noise::gaussian, 0}, Dose{2e3, Noise::poisson, 1},
                                                          Dose{3e4, Noise::poisson, 0}, Dose{1e6, Noise::poisson, 1}),
                                          testing::Bool()));

// Without held-out pixels a run still ends when the object has settled.
TEST(StoppingRule, NeedsNoPixels) {
  auto options = automatic_stop(Noise::gaussian);
  auto const made = simulated(2e4);
  options.hold_out = 0;
  Observer observer;
  int last_iteration = 0;
  observer.on_record = [&](HistoryRecord const& record) {
    last_iteration = record.phase == Phase::cg ? record.iteration : 0;
  };
  observer.stop_requested = [&] { return last_iteration >= 30; };
  auto const result = reconstruct(made.scan, options, observer);
  EXPECT_LT(last_iteration, 30);
  EXPECT_TRUE(result.complete);
  EXPECT_THAT(result.stop_reason, testing::HasSubstr("changes by less than its noise"));
  EXPECT_FALSE(result.history.back().held_out);
}

TEST(FittedPixels, HoldOutTheShareThatIsAskedFor) {
  auto const fitted = solver::fitted_pixels(64, 0.01, 3);
  EXPECT_EQ(std::count(fitted.begin(), fitted.end(), 0), 41);
  EXPECT_EQ(fitted, solver::fitted_pixels(64, 0.01, 3));
  EXPECT_NE(fitted, solver::fitted_pixels(64, 0.01, 4));
  EXPECT_TRUE(solver::fitted_pixels(64, 0, 3).empty());
}

}  // namespace
}  // namespace ptyger
