#include "update/frame_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/reference/naive_model.hpp"
#include "tests/support/small_device.hpp"

namespace ptyger {
namespace {

using test::SmallScan;
using test::SmallScanSpec;

constexpr double h = 1e-5;  // pixels, or a log brightness

/// Whether a frame lies on a whole pixel, where bilinear sampling has no derivative.
bool on_a_pixel(SmallScan const& small, int frame) {
  auto const distance = [](double place) { return std::abs(place - std::nearbyint(place)); };
  auto const j = static_cast<std::size_t>(frame);
  return distance(small.placement.row[j]) < 2 * h || distance(small.placement.col[j]) < 2 * h;
}

/// The objective of one frame that has moved, and become brighter, by the naive model.
double objective(SmallScan const& small, int frame, Noise noise, std::array<double, 3> const& change) {
  auto const scan = test::select_frames(small.scan, {frame});
  auto placement = test::select_frames(small.placement, {frame});
  placement.row.front() += change[0];
  placement.col.front() += change[1];
  auto probe = small.probe;
  for (auto& value : probe.values) value *= std::exp(change[2]);
  return reference::NaiveModel(scan, placement, Sampling::bilinear).objective(small.object, probe, noise);
}

TEST(FrameFit, SlopesAreTheDifferencesOfTheObjective) {
  for (auto const& spec : {SmallScanSpec{.modes = 2, .masked = true},
                           {.detector = 12, .probe = 9, .modes = 2, .upsampling = 2},
                           {.modes = 2, .masked = true, .blurred = true},
                           {.detector = 12, .probe = 12, .masked = true, .upsampling = 3, .blurred = true}})
    for (auto const noise : {Noise::gaussian, Noise::poisson}) {
      SCOPED_TRACE(testing::Message() << "upsampling " << spec.upsampling << ", blurred " << spec.blurred);
      auto const small = test::make_small_scan(spec);
      test::SmallDevice<double> device(small, Sampling::bilinear);
      update::FrameFitPass<RunDevice, double> pass(device.device, device.model, true, false);
      auto const& slopes = pass.run(device.scan.all(), device.estimate, noise);
      int compared = 0;
      for (std::size_t i = 0; i < slopes.size(); ++i) {
        int const frame = device.order[i];
        if (on_a_pixel(small, frame)) continue;
        ++compared;
        EXPECT_NEAR(slopes[i].objective, objective(small, frame, noise, {}), 1e-9 * slopes[i].objective);
        for (std::size_t a = 0; a < 3; ++a) {
          std::array<double, 3> change{};
          change[a] = h;
          double const above = objective(small, frame, noise, change);
          change[a] = -h;
          double const slope = (above - objective(small, frame, noise, change)) / (2 * h);
          EXPECT_NEAR(slopes[i].gradient[a], slope, 1e-5 * (std::abs(slope) + 1)) << "parameter " << a;
          EXPECT_GT(slopes[i].curvature[a][a], 0);
        }
      }
      EXPECT_GE(compared, 2);
    }
}

}  // namespace
}  // namespace ptyger
