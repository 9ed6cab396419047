#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "core/error.hpp"
#include "partition/memory_plan.hpp"
#include "partition/scan_order.hpp"
#include "support/small_scan.hpp"

namespace ptyger {
namespace {

using testing::AllOf;
using testing::HasSubstr;

struct Points {
  std::vector<double> row;
  std::vector<double> col;
};

Points random_points(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  Points points;
  for (std::size_t i = 0; i < count; ++i) {
    points.row.push_back(100 * test::uniform(random));
    points.col.push_back(60 * test::uniform(random));
  }
  return points;
}

TEST(ScanOrder, IsAPermutation) {
  for (std::size_t const count : {1U, 2U, 3U, 64U, 101U}) {
    auto const points = random_points(count, 1);
    auto order = scan_order(points.row, points.col);
    std::sort(order.begin(), order.end());
    std::vector<int> all(count);
    std::iota(all.begin(), all.end(), 0);
    EXPECT_EQ(order, all);
  }
}

TEST(ScanOrder, BisectsTheLongestAxisFirst) {
  //        2 . . . 0
  //        3 . . . 1    wider than high
  std::vector<double> const row{0, 1, 0, 1};
  std::vector<double> const col{9, 9, 0, 0};
  EXPECT_EQ(scan_order(row, col), (std::vector<int>{2, 3, 0, 1}));
  EXPECT_EQ(scan_order(col, row), (std::vector<int>{2, 3, 0, 1}));
}

// Any part of the field that holds some frames holds frames of every subset.
TEST(ScanOrder, EveryKthFrameCoversTheField) {
  auto const points = random_points(480, 2);
  auto const order = scan_order(points.row, points.col);
  for (int const subsets : {2, 7, 15}) {
    for (int subset = 0; subset < subsets; ++subset) {
      std::vector<int> seen(6);
      int total = 0;
      for (auto i = static_cast<std::size_t>(subset); i < order.size(); i += static_cast<std::size_t>(subsets)) {
        auto const frame = static_cast<std::size_t>(order[i]);
        ++seen[static_cast<std::size_t>(points.row[frame] / 34) * 2 + static_cast<std::size_t>(points.col[frame] / 30)];
        ++total;
      }
      for (int const count : seen) {
        EXPECT_GT(count, total / 6.0 * 0.5) << subset << " of " << subsets;
        EXPECT_LT(count, total / 6.0 * 1.6) << subset << " of " << subsets;
      }
    }
  }
}

TEST(ScanOrder, NeighboursInTheOrderAreNeighboursOnTheSample) {
  auto const points = random_points(400, 3);
  auto const order = scan_order(points.row, points.col);
  double way = 0;
  double in_file_order = 0;
  for (std::size_t i = 1; i < order.size(); ++i) {
    auto const a = static_cast<std::size_t>(order[i - 1]);
    auto const b = static_cast<std::size_t>(order[i]);
    way += std::hypot(points.row[a] - points.row[b], points.col[a] - points.col[b]);
    in_file_order += std::hypot(points.row[i - 1] - points.row[i], points.col[i - 1] - points.col[i]);
  }
  EXPECT_LT(way, in_file_order / 4);
}

// The places in their order do not depend on how the frames were numbered.
TEST(ScanOrder, DependsOnThePlacesNotOnTheirNumbers) {
  auto const points = random_points(100, 4);
  auto const order = scan_order(points.row, points.col);
  auto const shuffle = Random(5).permutation(100);
  Points shuffled;
  for (int const frame : shuffle) {
    shuffled.row.push_back(points.row[static_cast<std::size_t>(frame)]);
    shuffled.col.push_back(points.col[static_cast<std::size_t>(frame)]);
  }
  auto const again = scan_order(shuffled.row, shuffled.col);
  for (std::size_t i = 0; i < 100; ++i) EXPECT_EQ(shuffle[static_cast<std::size_t>(again[i])], order[i]);
  // some of the frames, named in any order
  std::vector<int> some(shuffle.begin(), shuffle.begin() + 30);
  auto const first = scan_order(points.row, points.col, some);
  std::reverse(some.begin(), some.end());
  EXPECT_EQ(scan_order(points.row, points.col, some), first);
  EXPECT_TRUE(std::is_permutation(first.begin(), first.end(), some.begin(), some.end()));
}

TEST(ScanOrder, TiesGoByFrameNumber) {
  std::vector<double> const same(5, 1.0);
  EXPECT_EQ(scan_order(same, same), (std::vector<int>{0, 1, 2, 3, 4}));
}

constexpr MemoryNeeds needs{.frames = 10,
                            .detector = 8,
                            .pitch = 8,
                            .probe = 6,
                            .modes = 3,
                            .object_pixels = 1000,
                            .real_bytes = 4,
                            .joint = true};

TEST(MemoryPlan, CountsTheBytesOfEveryStrategy) {
  EXPECT_EQ(kept_bytes(needs, MemoryStrategy::recompute), 0U);
  EXPECT_EQ(kept_bytes(needs, MemoryStrategy::coefficients), 10U * 64 * 20);
  EXPECT_EQ(kept_bytes(needs, MemoryStrategy::carried), 10U * 64 * 3 * 24);
  auto other = needs;
  other.joint = false;
  EXPECT_EQ(kept_bytes(other, MemoryStrategy::carried), 10U * 64 * 3 * 16);
  other.real_bytes = 8;
  EXPECT_EQ(kept_bytes(other, MemoryStrategy::carried), 10U * 64 * 3 * 32);
  EXPECT_EQ(kept_bytes(other, MemoryStrategy::coefficients), 10U * 64 * 40);
  EXPECT_GE(state_bytes(needs), 6 * 8 * (1000 + 3 * 36U));  // x, g, d, z and the last g and z at the least
}

TEST(MemoryPlan, TakesWhatFits) {
  auto const state = state_bytes(needs);
  for (auto const strategy : {MemoryStrategy::carried, MemoryStrategy::coefficients, MemoryStrategy::recompute}) {
    auto const bytes = state + kept_bytes(needs, strategy);
    EXPECT_EQ(choose_strategy(needs, strategy, bytes), strategy);
    EXPECT_THROW(choose_strategy(needs, strategy, bytes - 1), InputError);
  }
  EXPECT_NO_THROW(choose_strategy(needs, MemoryStrategy::automatic, state));
  EXPECT_NE(choose_strategy(needs, MemoryStrategy::automatic, state), MemoryStrategy::automatic);
  EXPECT_THROW(choose_strategy(needs, MemoryStrategy::automatic, state - 1), InputError);
}

TEST(MemoryPlan, RefusesWithTheNumbers) {
  MemoryNeeds large = needs;
  large.frames = 1'000'000;
  large.object_pixels = 100'000'000;
  try {
    choose_strategy(large, MemoryStrategy::carried, std::size_t{3} << 30U);
    FAIL() << "not refused";
  } catch (InputError const& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("carried"), HasSubstr("11.37 GiB"), HasSubstr("3.00 GiB"),
                                    HasSubstr("--memory-strategy recompute (7.08 GiB)")));
  }
}

TEST(MemoryPlan, KnowsTheMachine) {
  EXPECT_GT(available_host_memory(), std::size_t{1} << 20U);
  EXPECT_EQ(to_string(MemoryStrategy::automatic), "auto");
  EXPECT_EQ(to_string(MemoryStrategy::coefficients), "coefficients");
}

}  // namespace
}  // namespace ptyger
