#include "solver/provisional_result.hpp"

#include <gmock/gmock.h>

#include <numeric>

#include "tests/support/checkpoint_collector.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/small_scan.hpp"
#include "tests/support/star.hpp"

namespace ptyger::test {
namespace {

TEST(ProvisionalResult, IsTheResultOfARunThatEndsThere) {
  auto const scan = simulated_scan();
  auto options = star_options(2, 3);
  options.probe_modes = 2;
  CheckpointCollector collector;
  auto const result = reconstruct(scan, options, collector.observer);
  ASSERT_EQ(collector.collected.size(), 3U);
  auto const so_far = solver::provisional_result(scan, collector.collected.back());
  EXPECT_LT(relative_distance(so_far.object.values, result.object.values), 0.02);
  EXPECT_LT(relative_distance(so_far.probe.values, result.probe.values), 0.02);
  EXPECT_EQ(so_far.object.rows, result.object.rows);
  EXPECT_EQ(so_far.origin_row, result.origin_row);
  EXPECT_EQ(so_far.history.size(), result.history.size());
  EXPECT_EQ(so_far.nrmse, result.history.back().nrmse);
  auto const sum = [](std::vector<double> const& values) { return std::accumulate(values.begin(), values.end(), 0.0); };
  EXPECT_NEAR(sum(so_far.illumination), sum(result.illumination), 0.03 * sum(result.illumination));
  EXPECT_FALSE(so_far.complete);
  EXPECT_EQ(so_far.positions.size(), scan.frames);
}

// Refined positions need a margin around the patches: the object is larger by twice the largest drift.
TEST(ProvisionalResult, WithRefinedPositionsHasTheOriginOfTheResult) {
  auto const scan = simulated_scan();
  auto options = star_options(2, 3);
  options.sampling = Sampling::bilinear;
  options.refine.positions = true;
  CheckpointCollector collector;
  auto const result = reconstruct(scan, options, collector.observer);
  auto const so_far = solver::provisional_result(scan, collector.collected.back());
  EXPECT_EQ(so_far.illumination.size(), so_far.object.values.size());
  EXPECT_EQ(so_far.object.rows, result.object.rows);
  EXPECT_EQ(so_far.origin_row, result.origin_row);
  EXPECT_EQ(so_far.origin_col, result.origin_col);
  ASSERT_EQ(so_far.positions.size(), scan.frames);
  EXPECT_NE(so_far.positions[5].row_m, scan.positions[5].row_m);
  for (std::size_t j = 0; j < scan.frames; ++j) {
    EXPECT_EQ(so_far.positions[j].row_m, result.positions[j].row_m);
    EXPECT_EQ(so_far.positions[j].col_m, result.positions[j].col_m);
  }
}

}  // namespace
}  // namespace ptyger::test
