#include "tuning/find_offset.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

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

/// Moves the counts of all frames to the right, cyclically.
void move_frames(Scan& scan, std::size_t pixels) {
  std::visit(
      [&](auto& counts) {
        for (auto row = counts.begin(); row != counts.end(); row += static_cast<std::ptrdiff_t>(scan.detector))
          std::rotate(row, row + static_cast<std::ptrdiff_t>(scan.detector - pixels),
                      row + static_cast<std::ptrdiff_t>(scan.detector));
      },
      scan.counts);
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
  auto const offset = tuning::find_offset(even, odd, {}, false, {}).offset;
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

TEST(FindOffset, ScansWithAProbeEachShareTheObject) {
  auto const whole = star();
  auto odd = half(whole, 1);
  auto even = half(whole, 0);
  // The beam of the second scan has a phase gradient over its window: the same far fields, moved by two pixels.
  auto const size = odd.probe.size;
  for (std::size_t i = 0; i < odd.probe.values.size(); ++i)
    odd.probe.values[i] *=
        std::polar(1.0, 4 * std::numbers::pi * static_cast<double>(i % size) / static_cast<double>(size));
  move_frames(odd, 2);
  Options options;
  options.iterations = 20;
  auto found = tuning::find_offset(even, odd, options, true, {});
  EXPECT_LT(std::hypot(found.offset.row_m, found.offset.col_m), 0.2 * whole.pixel_row_m);

  odd.probe = found.probe;
  auto const own = prepare::join_scans({even, odd}, prepare::Share::object, {{}, found.offset}, 0);
  EXPECT_EQ(own.scan.probe_of_frame[even.frames - 1], 0);
  EXPECT_EQ(own.scan.probe_of_frame[even.frames], 1);
  auto const one = prepare::join_scans({even, odd}, prepare::Share::both, {{}, found.offset}, 0);
  auto const of_one_probe = reconstruct(one.scan, options).nrmse;
  options.probe_variation = 1;
  auto const result = reconstruct(own.scan, options);
  options.probe_variation = 0;
  EXPECT_NEAR(result.nrmse / reconstruct(whole, options).nrmse, 1, 0.03);
  EXPECT_GT(of_one_probe, 1.3 * result.nrmse);
  EXPECT_EQ(result.variation.modes, 1U);
  EXPECT_EQ(result.variation_weights.size(), whole.frames);
}

}  // namespace
}  // namespace ptyger::test
