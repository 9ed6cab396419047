#include "model/device_scan.hpp"

#include <gtest/gtest.h>

#include "tests/support/small_device.hpp"

namespace ptyger {
namespace {

using test::Host;
using test::SmallDevice;

TEST(DeviceScanTest, TotalsCountMeasuredPixelsOnly) {
  for (auto const type : {test::CountType::uint8, test::CountType::single}) {
    auto const small = test::make_small_scan({.counts = type, .masked = true});
    SmallDevice<double> const device(small, Sampling::nearest);
    double counts = 0;
    double amplitudes = 0;
    std::visit(
        [&](auto const& all) {
          for (std::size_t i = 0; i < all.size(); ++i)
            if (small.scan.measured[i % small.scan.measured.size()] != 0 && !(static_cast<double>(all[i]) < 0)) {
              counts += static_cast<double>(all[i]);
              amplitudes += std::sqrt(static_cast<double>(all[i]));
            }
        },
        small.scan.counts);
    EXPECT_NEAR(device.scan.total_counts, counts, 1e-12 * counts);
    EXPECT_NEAR(device.scan.total_amplitude, amplitudes, 1e-12 * amplitudes);
  }
}

TEST(FrameRangeTest, IsConsecutiveWithoutAList) {
  model::FrameRange const all{.first = 0, .count = 11};
  EXPECT_EQ(all(4), 4);
  auto const end = all.part(9, 5);
  EXPECT_EQ(end.count, 2);
  EXPECT_EQ(end(1), 10);
  for (int frame = -1; frame < 12; ++frame) EXPECT_EQ(end.contains(frame), frame == 9 || frame == 10) << frame;
}

// A device has some frames of a scan: subset 2 of 0, 1, 2 has the frames whose rank in the whole scan is 2, 5, 8, ...
TEST(FrameSubsetsTest, FollowTheRanksOfTheWholeScan) {
  DeviceContext<Host> const device;
  std::vector<int> const ranks{1, 2, 5, 6, 11, 12};
  model::FrameSubsets<Host> const subsets(device, ranks, 3);
  auto const third = subsets[2];
  ASSERT_EQ(third.count, 3);
  EXPECT_EQ(third(0), 1);
  EXPECT_EQ(third(1), 2);
  EXPECT_EQ(third(2), 4);
  EXPECT_TRUE(third.contains(2));
  EXPECT_FALSE(third.contains(3));
  auto const end = third.part(2, 5);
  EXPECT_EQ(end.count, 1);
  EXPECT_EQ(end(0), 4);
  EXPECT_EQ(subsets[0].count + subsets[1].count, 3);
}

}  // namespace
}  // namespace ptyger
