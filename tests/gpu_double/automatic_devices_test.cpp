// The number of GPUs that a run takes when none is asked for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "solver/plan_run.hpp"
#include "tests/support/star.hpp"

namespace ptyger::test {
namespace {

solver::RunPlan plan(Scan const& scan, std::size_t modes) {
  auto options = star_options(0, 1);
  options.devices.count.reset();
  options.probe_modes = modes;
  return solver::plan_run(scan, options);
}

// 516 frames of 128 x 128 pixels fill two GPUs, with four modes eight.
TEST(AutomaticDevices, AreAsManyGpusAsTheFramesFill) {
  auto const few = plan(star_crop(80), 1);
  EXPECT_EQ(few.team.total, 1);
  EXPECT_THAT(few.why_devices, testing::HasSubstr("80 frames of 128 x 128 pixels are too few for more"));
  auto const scan = star();
  EXPECT_EQ(plan(scan, 1).team.total, 2);
  EXPECT_EQ(plan(scan, 4).team.total, 8);
}

}  // namespace
}  // namespace ptyger::test
