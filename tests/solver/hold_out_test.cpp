#include "solver/hold_out.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "ptyger/reconstruct.hpp"
#include "support/correlation.hpp"
#include "support/simulated_scan.hpp"

namespace ptyger {
namespace {

simulation::Simulation simulated(double photons) {
  auto options = test::simulation_of(225);
  options.photons = photons;
  return test::simulated(options);
}

Options automatic(Noise noise) {
  Options options;
  options.sampling = Sampling::fourier;
  options.noise = noise;
  options.devices.count = 2;
  return options;
}

struct Dose {
  double photons;
  Noise noise;
};

class StoppingRule : public testing::TestWithParam<Dose> {};

double error(double correlation) {
  return std::sqrt(1 - correlation * correlation);
}

// The correlation with the truth is flat around its best, so what counts is the error that it leaves.
TEST_P(StoppingRule, EndsWithAnErrorWithinATenthOfTheLeast) {
  auto const made = simulated(GetParam().photons);
  auto options = automatic(GetParam().noise);
  auto const stopped = reconstruct(made.scan, options);
  EXPECT_THAT(stopped.stop_reason, testing::HasSubstr("held-out"));
  auto const lit = test::lit_pixels(stopped);
  double best = 0;
  Observer observer;
  observer.checkpoint_due = [] { return true; };
  observer.on_checkpoint = [&](Checkpoint const& at) {
    best = std::max(best, test::correlation_at(at.estimate.object, made.phantom.object, lit));
  };
  options.iterations = 60;
  reconstruct(made.scan, options, observer);
  EXPECT_LT(error(test::correlation(stopped, made.phantom.object)), 1.1 * error(best));
}

INSTANTIATE_TEST_SUITE_P(Doses, StoppingRule,
                         testing::Values(Dose{2e3, Noise::gaussian}, Dose{2e4, Noise::gaussian},
                                         Dose{1e6, Noise::gaussian}, Dose{2e3, Noise::poisson},
                                         Dose{2e4, Noise::poisson}, Dose{1e6, Noise::poisson}));

// With all pixels fitted nothing tells when to stop.
TEST(StoppingRuleOff, NeedsPixels) {
  auto options = automatic(Noise::gaussian);
  auto const made = simulated(2e4);
  options.hold_out = 0;
  Observer observer;
  int iterations = 0;
  observer.on_record = [&](HistoryRecord const& record) {
    iterations = record.phase == Phase::cg ? record.iteration : 0;
  };
  observer.stop_requested = [&] { return iterations >= 30; };
  auto const result = reconstruct(made.scan, options, observer);
  EXPECT_EQ(iterations, 30);
  EXPECT_FALSE(result.history.back().held_out);
}

TEST(FittedPixels, HoldOutTheShareThatIsAskedFor) {
  auto const fitted = fitted_pixels(64, 0.01, 3);
  EXPECT_EQ(std::count(fitted.begin(), fitted.end(), 0), 41);
  EXPECT_EQ(fitted, fitted_pixels(64, 0.01, 3));
  EXPECT_NE(fitted, fitted_pixels(64, 0.01, 4));
  EXPECT_TRUE(fitted_pixels(64, 0, 3).empty());
}

}  // namespace
}  // namespace ptyger
