#include "model/fly_scan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "ptyger/error.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger {
namespace {

constexpr double step = 2e-6;  // metres
constexpr int frames_per_line = 8;
constexpr int lines = 5;

// Positions of lines rotated by an angle, alternating in direction (serpentine) or not.
Scan lines_of(double angle, bool serpentine) {
  Scan scan;
  scan.sources = {"fly.cxi"};
  for (int line = 0; line < lines; ++line)
    for (int i = 0; i < frames_per_line; ++i) {
      double const x = step * (serpentine && line % 2 == 1 ? frames_per_line - 1 - i : i);
      double const y = step * line;
      scan.positions.push_back({std::sin(angle) * x + std::cos(angle) * y, std::cos(angle) * x - std::sin(angle) * y});
      scan.indexes.push_back(static_cast<std::int64_t>(scan.indexes.size()));
    }
  scan.frames = scan.positions.size();
  return scan;
}

FlyScan fly_scan_of(double fraction, std::optional<Position> motion = {}) {
  FlyScan fly;
  fly.fraction = fraction;
  fly.motion = motion;
  return fly;
}

TEST(FlyScan, FastStepIsTheStepAlongTheLines) {
  for (bool const serpentine : {false, true})
    for (double const angle : {0.0, 0.3, 1.5, 2.5}) {
      auto const found = model::fast_step(lines_of(angle, serpentine));
      double const along = found.row_m * std::sin(angle) + found.col_m * std::cos(angle);
      EXPECT_NEAR(std::abs(along), step, 1e-3 * step) << angle << serpentine;
      EXPECT_NEAR(std::hypot(found.row_m, found.col_m), step, 1e-3 * step);
    }
}

TEST(FlyScan, FastStepIsPerFrameOfTheFileWhenFramesWereLeftOut) {
  auto const all = lines_of(0, true);
  Scan every_second = all;
  every_second.positions.clear();
  every_second.indexes.clear();
  for (std::size_t j = 0; j < all.frames; j += 2) {
    every_second.positions.push_back(all.positions[j]);
    every_second.indexes.push_back(all.indexes[j]);
  }
  EXPECT_NEAR(std::abs(model::fast_step(every_second).col_m), step, 1e-3 * step);
}

TEST(FlyScan, MotionIsAFractionOfTheStepOrGiven) {
  auto const scan = lines_of(0, true);
  EXPECT_NEAR(std::abs(model::exposure_motion(scan, fly_scan_of(0.5)).col_m), step / 2, 1e-3 * step);
  EXPECT_EQ(model::exposure_motion(scan, fly_scan_of(0.5, Position{1, 2})).col_m, 2);
  EXPECT_EQ(model::exposure_motion(scan, FlyScan()).col_m, 0);
}

// The middle of an exposure lies towards the next frame of its line; the last frame of a line moves like the others.
TEST(FlyScan, StartsBecomeMiddles) {
  for (bool const serpentine : {false, true}) {
    auto const before = lines_of(0, serpentine);
    for (double const sign : {1.0, -1.0}) {
      auto scan = before;
      model::move_to_middle(scan, fly_scan_of(0, Position{0, sign * 0.6 * step}));
      for (int line = 0; line < lines; ++line)
        for (int i = 0; i < frames_per_line; ++i) {
          auto const j = static_cast<std::size_t>(line * frames_per_line + i);
          double const direction = serpentine && line % 2 == 1 ? -1 : 1;
          EXPECT_NEAR(scan.positions[j].col_m - before.positions[j].col_m, direction * 0.3 * step, 1e-6 * step)
              << line << " " << i;
          EXPECT_EQ(scan.positions[j].row_m, before.positions[j].row_m);
        }
    }
  }
}

TEST(FlyScan, RefusesPositionsWithoutAFastAxis) {
  Scan scan;
  scan.sources = {"spiral.cxi"};
  for (int n = 0; n < 60; ++n)
    scan.positions.push_back({std::sqrt(n) * std::sin(2.4 * n) * step, std::sqrt(n) * std::cos(2.4 * n) * step});
  EXPECT_THAT(test::message_of<InputError>([&] { model::fast_step(scan); }),
              testing::AllOf(testing::HasSubstr("spiral.cxi"), testing::HasSubstr("--fly DX,DY")));
  scan.positions.resize(1);
  EXPECT_THROW(model::fast_step(scan), InputError);
}

}  // namespace
}  // namespace ptyger
