#include "app/inspect/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/app/inspected_scan.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/small_scan.hpp"

namespace ptyger::test {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(Inspect, ACleanScanRaisesNoWarning) {
  EXPECT_THAT(warning_keys(clean_scan()), IsEmpty());
}

TEST(Inspect, OverlapEqualsTheOverlapOfTheSimulation) {
  for (double const overlap : {0.4, 0.7, 0.85}) {
    auto const inspection = inspect::inspect_scan(clean_scan(100, overlap, 1e6, simulation::Pattern::raster), {});
    EXPECT_NEAR(inspection.overlap.value_or(0), overlap, 0.1);
  }
}

TEST(Inspect, FindsFaultsOfPositions) {
  EXPECT_THAT(warning_keys(clean_scan(60, 0.3)), Contains("low_overlap"));
  EXPECT_THAT(warning_keys(clean_scan(100, 0.7, 1e6, simulation::Pattern::raster)), Contains("regular_grid"));
  EXPECT_THAT(warning_keys(clean_scan(100, 0.7, 1e6, simulation::Pattern::spiral)), Not(Contains("regular_grid")));
  auto twice = clean_scan();
  twice.positions[7] = twice.positions[3];
  EXPECT_THAT(warning_keys(twice), Contains("duplicate_positions"));
  auto far = clean_scan();
  far.positions[5].row_m += 15000 * far.pixel_row_m;
  far.positions[5].col_m += 15000 * far.pixel_col_m;
  EXPECT_THAT(warning_keys(far), testing::UnorderedElementsAre("large_object", "far_off"));
  EXPECT_THAT(warnings_of(far).front().what, HasSubstr("frame 5 is"));
  auto micrometres = clean_scan();
  for (auto& position : micrometres.positions) position.row_m *= 1e-3, position.col_m *= 1e-3;
  EXPECT_THAT(warning_keys(micrometres), Contains("tiny_steps"));
}

// An encoder gives slightly different positions for exposures at one place.
TEST(Inspect, SeveralExposuresAtOnePositionAreNoFault) {
  auto scan = clean_scan(120);
  for (std::size_t frame = 0; frame < 50; ++frame) {
    scan.positions[2 * frame + 1] = scan.positions[2 * frame];
    scan.positions[2 * frame + 1].row_m += 0.05 * scan.pixel_row_m;
  }
  EXPECT_THAT(warning_keys(scan), IsEmpty());
}

TEST(Inspect, FramesFartherApartThanTheBeamDoNotOverlap) {
  auto apart = clean_scan();
  for (auto& position : apart.positions) position.row_m *= 6, position.col_m *= 6;
  auto const all = warnings_of(apart);
  ASSERT_EQ(all.front().key, "low_overlap");
  EXPECT_THAT(all.front().what, HasSubstr("do not overlap at all"));
  EXPECT_THAT(app::inspection_report(apart, inspect::inspect_scan(apart, {}), all, {}),
              HasSubstr("overlap       none,"));
}

/// The first frames of a clean scan.
Scan scan_of_frames(std::size_t frames) {
  auto scan = clean_scan();
  scan.frames = frames;
  scan.positions.resize(frames);
  std::visit([&](auto& counts) { counts.resize(frames * scan.measured.size()); }, scan.counts);
  return scan;
}

TEST(Inspect, FramesAlongALineAreAFault) {
  auto scan = clean_scan();
  for (std::size_t i = 0; i < scan.frames; ++i) {
    double const along = 8e-8 * static_cast<double>(i);
    scan.positions[i] = {.row_m = 0.6 * along, .col_m = 0.8 * along};
  }
  EXPECT_THAT(warning_keys(scan), Contains("line"));
  EXPECT_THAT(warning_keys(clean_scan()), Not(Contains("line")));
}

TEST(Inspect, FewFramesAreAFault) {
  EXPECT_THAT(warning_keys(scan_of_frames(1)), Contains("few_frames"));
  EXPECT_THAT(warning_keys(scan_of_frames(9)), Contains("few_frames"));
  EXPECT_THAT(warning_keys(scan_of_frames(10)), Not(Contains("few_frames")));
}

TEST(Inspect, ASingleFrameHasNoOverlap) {
  auto const scan = scan_of_frames(1);
  auto const inspection = inspect::inspect_scan(scan, {});
  auto const json = nlohmann::json::parse(app::inspection_json(scan, inspection, {}, {}));
  EXPECT_TRUE(json.at("probe").at("overlap").is_null());
  EXPECT_TRUE(json.at("positions").at("step_m").is_null());
  EXPECT_THAT(app::inspection_report(scan, inspection, {}, {}), Not(testing::ContainsRegex("overlap|steps")));
}

}  // namespace
}  // namespace ptyger::test
