#include <gtest/gtest.h>

#include <tuple>

#include "support/simulated_scan.hpp"
#include "support/star.hpp"

namespace ptyger {
namespace {

/// All numbers of a record that do not come from a clock.
auto numbers(HistoryRecord const& r) {
  return std::tuple(r.phase, r.iteration, r.transforms, r.objective, r.nrmse, r.r_factor, r.step, r.beta, r.restart);
}

using Case = std::tuple<int, Partition, Precision, bool>;

class DeterminismTest : public testing::TestWithParam<Case> {};

std::string name_of(testing::TestParamInfo<Case> const& test) {
  auto const [devices, partition, precision, deterministic] = test.param;
  return std::to_string(devices) + (partition == Partition::tiled ? "_tiled" : "_replicated") +
         (precision == Precision::single ? "_single" : "_double") + (deterministic ? "_deterministic" : "");
}

INSTANTIATE_TEST_SUITE_P(Multidevice, DeterminismTest,
                         testing::Combine(testing::Values(1, 2, 3, 5),
                                          testing::Values(Partition::tiled, Partition::replicated),
                                          testing::Values(Precision::single, Precision::full), testing::Bool()),
                         name_of);

// Host devices sum in a fixed order whether asked or not.
TEST_P(DeterminismTest, RunsHaveTheSameBits) {
  auto const [devices, partition, precision, deterministic] = GetParam();
  auto options = test::star_options(2, 5);
  options.sampling = Sampling::bilinear;
  options.probe_modes = 2;
  options.precision = precision;
  options.devices.count = devices;
  options.devices.partition = partition;
  options.devices.deterministic = deterministic;
  auto const scan = test::simulated_scan();
  auto const first = reconstruct(scan, options);
  for (int run = 1; run < 3; ++run) {
    auto const again = reconstruct(scan, options);
    EXPECT_EQ(again.object.values, first.object.values);
    EXPECT_EQ(again.probe.values, first.probe.values);
    EXPECT_EQ(again.illumination, first.illumination);
    EXPECT_EQ(again.nrmse, first.nrmse);
    EXPECT_EQ(again.r_factor, first.r_factor);
    ASSERT_EQ(again.history.size(), first.history.size());
    for (std::size_t i = 0; i < first.history.size(); ++i)
      EXPECT_EQ(numbers(again.history[i]), numbers(first.history[i])) << "record " << i;
  }
}

}  // namespace
}  // namespace ptyger
