#include <gtest/gtest.h>

#include <tuple>

#include "device/views.hpp"
#include "tests/support/same_bits.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/star.hpp"
#include "tests/support/usable_devices.hpp"

namespace ptyger {
namespace {

using Case = std::tuple<int, Partition, Precision, bool>;

class DeterminismTest : public testing::TestWithParam<Case> {};

std::string name_of(testing::TestParamInfo<Case> const& test) {
  auto const [devices, partition, precision, deterministic] = test.param;
  return std::to_string(devices) + (partition == Partition::tiled ? "_tiled" : "_replicated") +
         (precision == Precision::single ? "_single" : "_double") + (deterministic ? "_deterministic" : "");
}

INSTANTIATE_TEST_SUITE_P(OneDevice, DeterminismTest,
                         testing::Combine(testing::Values(1), testing::Values(Partition::tiled),
                                          testing::Values(Precision::single, Precision::full), testing::Bool()),
                         name_of);
INSTANTIATE_TEST_SUITE_P(Multidevice, DeterminismTest,
                         testing::Combine(testing::Values(2, 3, 5),
                                          testing::Values(Partition::tiled, Partition::replicated),
                                          testing::Values(Precision::single, Precision::full), testing::Bool()),
                         name_of);

// Host devices sum in a fixed order with and without the option, GPUs only with it.
TEST_P(DeterminismTest, RunsHaveTheSameBits) {
  auto const [devices, partition, precision, deterministic] = GetParam();
  PTYGER_NEEDS_DEVICES(devices);
  if (!deterministic && !is_host_device<RunDevice>) GTEST_SKIP() << "sums of GPUs have no fixed order";
  auto options = test::star_options(2, 5);
  options.sampling = Sampling::bilinear;
  options.probe_modes = 2;
  options.precision = precision;
  options.devices.count = devices;
  options.devices.partition = partition;
  options.devices.deterministic = deterministic;
  auto const scan = test::simulated_scan();
  auto const first = reconstruct(scan, options);
  for (int run = 1; run < 3; ++run) EXPECT_TRUE(test::same_bits(reconstruct(scan, options), first));
}

}  // namespace
}  // namespace ptyger
