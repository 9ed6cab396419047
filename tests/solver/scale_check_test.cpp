#include "solver/trials/scale_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ptyger/error.hpp"
#include "read/positions/positions.hpp"
#include "tests/support/simulated_scan.hpp"

namespace ptyger::test {
namespace {

Scan scan_with_scale(double scale) {
  auto scan = simulated(simulation_of(120, 0.7)).scan;
  scan.positions = read::scaled(std::move(scan.positions), scale);
  return scan;
}

TEST(ScaleCheck, FindsAWrongScale) {
  for (double const scale : {1 / 1.04, 1.03}) {
    auto const check = solver::check_scale(scan_with_scale(scale));
    EXPECT_TRUE(check.decided()) << scale;
    EXPECT_NEAR(check.best * scale, 1, 0.02) << scale;
  }
}

TEST(ScaleCheck, LeavesARightScale) {
  auto const check = solver::check_scale(scan_with_scale(1));
  EXPECT_FALSE(check.decided());
  EXPECT_NEAR(check.best, 1, 0.01);
}

TEST(ScaleCheck, NeedsAProbeAndFrames) {
  auto scan = scan_with_scale(1);
  scan.probe = {};
  EXPECT_THROW(solver::check_scale(scan), InputError);
  EXPECT_THROW(solver::check_scale(simulated(simulation_of(5)).scan), InputError);
}

}  // namespace
}  // namespace ptyger::test
