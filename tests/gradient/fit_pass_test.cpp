#include "gradient/fit_pass.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "ptyger/reconstruct.hpp"
#include "tests/reference/naive_model.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/small_device.hpp"

namespace ptyger {
namespace {

using test::CountType;
using test::SmallDevice;

double count_of(Scan const& scan, std::size_t place) {
  return std::visit([&](auto const& counts) { return static_cast<double>(counts[place]); }, scan.counts);
}

// Misfits and sums over pixels, from the far fields of the naive model. Frames in the order of the device: reversed.
struct Expected {
  std::vector<double> frame_nrmse;
  std::vector<double> patterns;
};

Expected expected_fit(test::SmallScan const& small, Sampling sampling) {
  auto const& scan = small.scan;
  auto const pixels = scan.detector * scan.detector;
  reference::NaiveModel const naive(scan, small.placement, sampling);
  Expected expected{{}, std::vector<double>(3 * pixels)};
  for (std::size_t j = scan.frames; j-- > 0;) {
    auto const field = naive.far_field(small.object, small.probe, j);
    double squares = 0;
    double total = 0;
    for (std::size_t i = 0; i < pixels; ++i) {
      double const count = count_of(scan, j * pixels + i);
      if (scan.measured[i] == 0 || count < 0) continue;
      double intensity = 0;
      for (std::size_t mode = 0; mode < small.probe.modes; ++mode) intensity += std::norm(field[mode * pixels + i]);
      squares += std::pow(std::sqrt(intensity) - std::sqrt(count), 2);
      total += count;
      expected.patterns[i] += count;
      expected.patterns[pixels + i] += intensity;
      expected.patterns[2 * pixels + i] += 1;
    }
    expected.frame_nrmse.push_back(std::sqrt(squares / total));
  }
  return expected;
}

TEST(FitPass, EqualsTheNaiveSums) {
  for (auto const sampling : {Sampling::nearest, Sampling::bilinear, Sampling::fourier})
    for (auto const counts : {CountType::uint16, CountType::single})
      for (bool const streamed : {false, true}) {
        auto const small =
            test::make_small_scan({.detector = 13, .probe = 8, .modes = 2, .counts = counts, .masked = true});
        SmallDevice<double> device(small, sampling, 2 * 2 * 13 * 13 * sizeof(Complex<double>), streamed);
        gradient::FitPass<RunDevice, double> pass(device.device, device.model);
        auto const expected = expected_fit(small, sampling);
        for (int run = 0; run < 2; ++run) {  // the sums of a run do not add to the run before
          pass.run(device.estimate);
          auto const misfits = pass.frame_nrmse();
          ASSERT_EQ(misfits.size(), expected.frame_nrmse.size());
          for (std::size_t j = 0; j < misfits.size(); ++j) EXPECT_NEAR(misfits[j], expected.frame_nrmse[j], 1e-12);
          auto const patterns = pass.patterns();
          ASSERT_EQ(patterns.size(), expected.patterns.size());
          for (std::size_t i = 0; i < patterns.size(); ++i)
            EXPECT_NEAR(patterns[i], expected.patterns[i], 1e-10 * (1 + expected.patterns[i])) << i;
        }
      }
}

// The fit of a result belongs to its images, and does not depend on how devices share the frames.
TEST(FitSummary, IsTheSameOnEveryNumberOfDevices) {
  auto const scan = test::simulated(test::simulation_of(49)).scan;
  Options options;
  options.precision = Precision::full;
  options.start_epochs = 1;
  options.iterations = 3;
  options.refine.brightness = true;
  options.fit_summary = true;
  auto const one = reconstruct(scan, options);
  ASSERT_EQ(one.fit.frame_nrmse.size(), scan.frames);
  double squares = 0;
  double total = 0;
  auto const pixels = scan.detector * scan.detector;
  for (std::size_t j = 0; j < scan.frames; ++j) {
    double counts = 0;
    for (std::size_t i = 0; i < pixels; ++i) counts += count_of(scan, j * pixels + i);
    squares += one.fit.frame_nrmse[j] * one.fit.frame_nrmse[j] * counts;
    total += counts;
  }
  EXPECT_NEAR(std::sqrt(squares / total), one.nrmse, 1e-6);
  for (int const devices : {2, 3, 5})
    for (auto const partition : {Partition::tiled, Partition::replicated}) {
      options.devices.count = devices;
      options.devices.partition = partition;
      auto const shared = reconstruct(scan, options);
      for (std::size_t j = 0; j < scan.frames; ++j)
        EXPECT_NEAR(shared.fit.frame_nrmse[j], one.fit.frame_nrmse[j], 1e-9);
      for (std::size_t i = 0; i < pixels; ++i) {
        EXPECT_NEAR(shared.fit.measured[i], one.fit.measured[i], 1e-9 * (1 + one.fit.measured[i]));
        EXPECT_NEAR(shared.fit.calculated[i], one.fit.calculated[i], 1e-9 * (1 + one.fit.calculated[i]));
      }
    }
}

TEST(FitSummary, IsEmptyUnlessAskedFor) {
  auto const scan = test::simulated(test::simulation_of(49)).scan;
  Options options;
  options.start_epochs = 1;
  options.iterations = 1;
  EXPECT_TRUE(reconstruct(scan, options).fit.frame_nrmse.empty());
}

}  // namespace
}  // namespace ptyger
