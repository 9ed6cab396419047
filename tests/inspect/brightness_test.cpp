#include "inspect/brightness.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "simulation/random.hpp"
#include "tests/app/inspected_scan.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A clean scan whose beam had a brightness of 1 - spread to 1 + spread in each frame.
Scan scan_with_spread(double spread) {
  auto scan = clean_scan(120);
  simulation::Random random(2, simulation::Purpose::counts);
  std::vector<double> brightness;
  for (std::size_t frame = 0; frame < scan.frames; ++frame)
    brightness.push_back(random.uniform(1 - spread, 1 + spread));
  change_counts(scan, [&](auto frame, auto, auto, double count) { return std::floor(brightness[frame] * count); });
  return scan;
}

TEST(Brightness, ThatVariesIsAWarningUnlessItIsFitted) {
  auto const scan = scan_with_spread(0.4);
  EXPECT_NEAR(inspect::count_statistics(scan).brightness_spread, 0.4 / std::sqrt(3.0), 0.08);
  EXPECT_THAT(warning_keys(scan), Contains("brightness"));
  EXPECT_THAT(warnings_of_run(scan),
              Contains(AllOf(HasSubstr("varied from frame to frame"), HasSubstr("--fit-intensities"))));
  prepare::ReconstructSettings fitted;
  fitted.solver.refine.brightness = true;
  EXPECT_THAT(warnings_of_run(scan, fitted), Not(Contains(HasSubstr("--fit-intensities"))));
}

TEST(Brightness, VariesNotByNoiseOrSample) {
  EXPECT_THAT(warning_keys(scan_with_spread(0.05)), IsEmpty());
  for (double const photons : {30.0, 300.0, 1e4})
    EXPECT_THAT(warning_keys(clean_scan(120, 0.7, photons)), Not(Contains("brightness"))) << photons;
  // A sample that absorbs more and more to one side.
  auto absorbing = clean_scan(120);
  double const width_m = inspect::inspect_positions(absorbing).positions.extent_col_m;
  auto const positions = absorbing.positions;
  change_counts(absorbing, [&](auto frame, auto, auto, double count) {
    return std::floor(count * std::exp(-2 * positions[frame].col_m / width_m));
  });
  EXPECT_THAT(warning_keys(absorbing), Not(Contains("brightness")));
}

}  // namespace
}  // namespace ptyger::test
