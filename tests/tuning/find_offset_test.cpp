#include "tuning/find_offset.hpp"

#include <gtest/gtest.h>

#include "prepare/join_scans.hpp"
#include "solver/trials/trial_scan.hpp"
#include "tests/support/star.hpp"

namespace ptyger::test {
namespace {

Scan half(Scan const& scan, std::size_t first) {
  std::vector<int> frames;
  for (std::size_t frame = first; frame < scan.frames; frame += 2) frames.push_back(static_cast<int>(frame));
  return solver::frames_of(scan, frames);
}

TEST(FindOffset, TwoHalvesOfTheStarGiveTheJointResult) {
  auto const whole = star();
  auto odd = half(whole, 1);
  auto const even = half(whole, 0);
  Position const moved{3.3 * whole.pixel_row_m, -5.6 * whole.pixel_col_m};
  for (auto& position : odd.positions) {
    position.row_m += moved.row_m;
    position.col_m += moved.col_m;
  }
  auto const offset = tuning::find_offset(even, odd, {}, {});
  EXPECT_NEAR(offset.row_m, -moved.row_m, 0.1 * whole.pixel_row_m);
  EXPECT_NEAR(offset.col_m, -moved.col_m, 0.1 * whole.pixel_col_m);

  auto const joined = prepare::join_scans({even, odd}, prepare::Share::both, {{}, offset}, 0);
  ASSERT_EQ(joined.parts.size(), 2U);
  EXPECT_EQ(joined.parts[1].first, even.frames);
  EXPECT_EQ(joined.scan.frames, whole.frames);
  Options options;
  options.iterations = 20;
  auto const joint = reconstruct(joined.scan, options).nrmse;
  EXPECT_NEAR(joint / reconstruct(whole, options).nrmse, 1, 1e-3);
}

}  // namespace
}  // namespace ptyger::test
