#include "model/device_scan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/small_device.hpp"

namespace ptyger {
namespace {

using test::SmallDevice;
using testing::ElementsAre;

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

/// Frames of a range and whether each of some frames is in it, as code of the device sees them.
struct Members {
  model::FrameRange range;
  int* number;  ///< [frame of the range]
  int* inside;  ///< [frame]
  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    for (int i = s.col; i < s.col + s.width; ++i) {
      if (i < range.count) number[i] = range(i);
      inside[i] = range.contains(i) ? 1 : 0;
    }
  }
};

// A device has some frames of a scan: subset 2 of 0, 1, 2 has the frames whose rank in the whole scan is 2, 5, 8, ...
TEST(FrameSubsetsTest, FollowTheRanksOfTheWholeScan) {
  auto const device = test::one_device();
  std::vector<int> const ranks{1, 2, 5, 6, 11, 12};
  model::FrameSubsets<RunDevice> const subsets(device, ranks, 3);
  auto const third = subsets[2];
  ASSERT_EQ(third.count, 3);
  auto const number = make_view<Array1<RunDevice, int>>(device, "numbers", 3);
  auto const inside = make_view<Array1<RunDevice, int>>(device, "inside", 6);
  device::for_each_strip(device.exec, "members", {1, 1, 6}, Members{third, number.data(), inside.data()});
  EXPECT_THAT(test::numbers_of(device, number), ElementsAre(1, 2, 4));
  EXPECT_THAT(test::numbers_of(device, inside), ElementsAre(0, 1, 1, 0, 1, 0));
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(third.on_host(i), test::numbers_of(device, number)[static_cast<std::size_t>(i)]);
  auto const end = third.part(2, 5);
  EXPECT_EQ(end.count, 1);
  EXPECT_EQ(end.on_host(0), 4);
  EXPECT_EQ(subsets[0].count + subsets[1].count, 3);
}

}  // namespace
}  // namespace ptyger
