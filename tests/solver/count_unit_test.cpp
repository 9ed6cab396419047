#include <gtest/gtest.h>

#include "ptyger/reconstruct.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/small_scan.hpp"

namespace ptyger::test {
namespace {

/// A scan of 40 frames with its counts times a factor, as floats; the probe keeps its power.
Scan scan_in_unit(double factor) {
  static auto const counted = simulated(simulation_of(40, 0.7)).scan;
  auto scan = counted;
  scan.sources = {"made up"};
  std::vector<float> scaled;
  std::visit(
      [&](auto const& counts) {
        for (auto const count : counts) scaled.push_back(static_cast<float>(factor * static_cast<double>(count)));
      },
      counted.counts);
  scan.counts = std::move(scaled);
  return scan;
}

/// What is asked of a run, and its name.
struct Case {
  char const* name;
  Options options;
};

Options with(Noise noise, ProbeStart start = ProbeStart::given, std::size_t modes = 1, Refine refine = {}) {
  Options options;
  options.noise = noise;
  options.probe_start = start;
  options.probe_modes = modes;
  options.refine = refine;
  options.iterations = 6;
  options.devices.count = 1;
  options.devices.deterministic = true;
  return options;
}

class CountUnit : public testing::TestWithParam<Case> {};

TEST_P(CountUnit, DoesNotChangeTheResult) {
  auto const expected = reconstruct(scan_in_unit(1), GetParam().options);
  for (double const factor : {1e-12, 1e-5, 1e5, 1e12}) {
    auto const found = reconstruct(scan_in_unit(factor), GetParam().options);
    EXPECT_NEAR(found.nrmse / expected.nrmse, 1, 2e-3) << factor;
    EXPECT_LT(relative_distance(found.object.values, expected.object.values), 0.02) << factor;
  }
}

INSTANTIATE_TEST_SUITE_P(Runs, CountUnit,
                         testing::Values(Case{"gaussian", with(Noise::gaussian)}, Case{"poisson", with(Noise::poisson)},
                                         Case{"blind", with(Noise::gaussian, ProbeStart::blind)},
                                         Case{"modes", with(Noise::poisson, ProbeStart::given, 3)},
                                         Case{"background", with(Noise::gaussian, ProbeStart::given, 1,
                                                                 {.brightness = true, .background = true})}),
                         [](auto const& test_case) { return test_case.param.name; });

}  // namespace
}  // namespace ptyger::test
