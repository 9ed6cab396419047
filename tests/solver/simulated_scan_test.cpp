#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <ostream>
#include <string>
#include <vector>

#include "ptyger/reconstruct.hpp"
#include "tests/support/correlation.hpp"
#include "tests/support/simulated_scan.hpp"

namespace ptyger {
namespace {

simulation::Options small_scan(Sampling sampling, std::size_t modes) {
  auto options = test::simulation_of(144);
  options.modes = modes;
  options.positions = sampling == Sampling::nearest ? simulation::Positions::integer : simulation::Positions::subpixel;
  return options;
}

simulation::Simulation simulated(simulation::Options const& options) {
  return test::simulated_with_wrong_probe(options, 1.2);
}

struct Case {
  std::string name;
  Sampling sampling;
  Noise noise;
  std::size_t modes;
  double least_correlation;  ///< with the true object
};

void PrintTo(Case const& c, std::ostream* out) {
  *out << c.name;
}

Options solver_options(Case const& c) {
  Options options;
  options.sampling = c.sampling;
  options.noise = c.noise;
  options.probe_modes = c.modes;
  options.start_epochs = 4;
  options.iterations = 20;
  return options;
}

class SimulatedScan : public testing::TestWithParam<Case> {};

TEST_P(SimulatedScan, IsReconstructed) {
  auto const& c = GetParam();
  auto const made = simulated(small_scan(c.sampling, c.modes));
  auto const result = reconstruct(made.scan, solver_options(c));
  ASSERT_EQ(result.object.rows, made.phantom.object.rows);
  ASSERT_EQ(result.object.cols, made.phantom.object.cols);
  EXPECT_GT(test::correlation(result, made.phantom.object), c.least_correlation);
}

// Measured correlations: 0.994 to 0.997 with nearest, 0.983 to 0.989 with bilinear and 0.992 to 0.9997 with fourier
// sampling. The simulation does not interpolate bilinearly.
INSTANTIATE_TEST_SUITE_P(Cases, SimulatedScan,
                         testing::Values(Case{"nearest_gaussian_1", Sampling::nearest, Noise::gaussian, 1, 0.99},
                                         Case{"nearest_gaussian_3", Sampling::nearest, Noise::gaussian, 3, 0.99},
                                         Case{"nearest_poisson_1", Sampling::nearest, Noise::poisson, 1, 0.99},
                                         Case{"nearest_poisson_3", Sampling::nearest, Noise::poisson, 3, 0.99},
                                         Case{"bilinear_gaussian_1", Sampling::bilinear, Noise::gaussian, 1, 0.98},
                                         Case{"bilinear_gaussian_3", Sampling::bilinear, Noise::gaussian, 3, 0.98},
                                         Case{"bilinear_poisson_1", Sampling::bilinear, Noise::poisson, 1, 0.975},
                                         Case{"bilinear_poisson_3", Sampling::bilinear, Noise::poisson, 3, 0.98},
                                         Case{"fourier_gaussian_1", Sampling::fourier, Noise::gaussian, 1, 0.998},
                                         Case{"fourier_gaussian_3", Sampling::fourier, Noise::gaussian, 3, 0.988},
                                         Case{"fourier_poisson_1", Sampling::fourier, Noise::poisson, 1, 0.998},
                                         Case{"fourier_poisson_3", Sampling::fourier, Noise::poisson, 3, 0.988}),
                         [](auto const& test) { return test.param.name; });

// The memory strategy changes the time, not the result.
TEST(SimulatedScanMemory, EveryStrategyGivesTheSameObject) {
  Case const c{"", Sampling::bilinear, Noise::gaussian, 2, 0};
  auto const made = simulated(small_scan(c.sampling, c.modes));
  auto options = solver_options(c);
  options.precision = Precision::full;
  options.iterations = 6;
  options.memory = MemoryStrategy::recompute;
  auto const expected = reconstruct(made.scan, options);
  for (auto const strategy : {MemoryStrategy::carried, MemoryStrategy::coefficients}) {
    options.memory = strategy;
    auto const result = reconstruct(made.scan, options);
    EXPECT_NE(result.memory_strategy, expected.memory_strategy);
    ASSERT_EQ(result.object.values.size(), expected.object.values.size());
    double difference = 0;
    for (std::size_t i = 0; i < expected.object.values.size(); ++i)
      difference += std::norm(result.object.values[i] - expected.object.values[i]);
    EXPECT_LT(difference, 1e-12 * test::power(expected.object.values)) << result.memory_strategy;
  }
}

// The values of masked pixels have no influence.
TEST(SimulatedScanMask, MaskedPixelsDoNotMatter) {
  Case const c{"", Sampling::nearest, Noise::gaussian, 1, 0.99};
  auto options = small_scan(c.sampling, c.modes);
  options.dead_pixels = 0.02;
  options.module_gap_px = 2;
  auto made = simulated(options);
  auto repeatable = solver_options(c);
  repeatable.devices.deterministic = true;
  auto const result = reconstruct(made.scan, repeatable);
  EXPECT_GT(test::correlation(result, made.phantom.object), c.least_correlation);
  auto& counts = std::get<std::vector<std::uint16_t>>(made.scan.counts);
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (made.scan.measured[i % made.scan.measured.size()] == 0) counts[i] = 60000;
  EXPECT_EQ(reconstruct(made.scan, repeatable).object.values, result.object.values);
}

// At five counts a pixel, a fiftieth of the dose, the object is noisier but right.
TEST(SimulatedScanDose, FewPhotonsStillShowTheSample) {
  Case const c{"", Sampling::fourier, Noise::poisson, 1, 0.9};
  auto options = small_scan(c.sampling, c.modes);
  options.photons = 2e4;
  auto const made = simulated(options);
  auto solver = solver_options(c);
  solver.iterations = 5;
  EXPECT_GT(test::correlation(reconstruct(made.scan, solver), made.phantom.object), c.least_correlation);
}

}  // namespace
}  // namespace ptyger
