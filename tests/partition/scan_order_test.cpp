#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "partition/scan_order.hpp"
#include "tests/support/small_scan.hpp"

namespace ptyger {
namespace {

struct Points {
  std::vector<double> row;
  std::vector<double> col;
};

Points random_points(std::size_t count, std::uint64_t seed) {
  core::Random random(seed);
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
    auto order = partition::scan_order(points.row, points.col);
    std::sort(order.begin(), order.end());
    std::vector<int> all(count);
    std::iota(all.begin(), all.end(), 0);
    EXPECT_EQ(order, all);
  }
}

TEST(ScanOrder, BisectsTheLongestAxisFirst) {
  //        2 . . . 0
  //        3 . . . 1    more columns than rows
  std::vector<double> const row{0, 1, 0, 1};
  std::vector<double> const col{9, 9, 0, 0};
  EXPECT_EQ(partition::scan_order(row, col), (std::vector<int>{2, 3, 0, 1}));
  EXPECT_EQ(partition::scan_order(col, row), (std::vector<int>{2, 3, 0, 1}));
}

// Every part of the scanned field contains frames of every subset.
TEST(ScanOrder, EveryKthFrameCoversTheField) {
  auto const points = random_points(480, 2);
  auto const order = partition::scan_order(points.row, points.col);
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
  auto const order = partition::scan_order(points.row, points.col);
  double in_scan_order = 0;
  double in_file_order = 0;
  for (std::size_t i = 1; i < order.size(); ++i) {
    auto const a = static_cast<std::size_t>(order[i - 1]);
    auto const b = static_cast<std::size_t>(order[i]);
    in_scan_order += std::hypot(points.row[a] - points.row[b], points.col[a] - points.col[b]);
    in_file_order += std::hypot(points.row[i - 1] - points.row[i], points.col[i - 1] - points.col[i]);
  }
  EXPECT_LT(in_scan_order, in_file_order / 4);
}

// The sequence of positions does not depend on the numbers of the frames.
TEST(ScanOrder, DependsOnPositionsNotOnFrameNumbers) {
  auto const points = random_points(100, 4);
  auto const order = partition::scan_order(points.row, points.col);
  auto const shuffle = core::Random(5).permutation(100);
  Points shuffled;
  for (int const frame : shuffle) {
    shuffled.row.push_back(points.row[static_cast<std::size_t>(frame)]);
    shuffled.col.push_back(points.col[static_cast<std::size_t>(frame)]);
  }
  auto const again = partition::scan_order(shuffled.row, shuffled.col);
  for (std::size_t i = 0; i < 100; ++i) EXPECT_EQ(shuffle[static_cast<std::size_t>(again[i])], order[i]);
  // a part of the frames, given in any order
  std::vector<int> some(shuffle.begin(), shuffle.begin() + 30);
  auto const first = partition::scan_order(points.row, points.col, some);
  std::reverse(some.begin(), some.end());
  EXPECT_EQ(partition::scan_order(points.row, points.col, some), first);
  EXPECT_TRUE(std::is_permutation(first.begin(), first.end(), some.begin(), some.end()));
}

TEST(ScanOrder, EqualPositionsAreOrderedByFrameNumber) {
  std::vector<double> const same(5, 1.0);
  EXPECT_EQ(partition::scan_order(same, same), (std::vector<int>{0, 1, 2, 3, 4}));
}

}  // namespace
}  // namespace ptyger
