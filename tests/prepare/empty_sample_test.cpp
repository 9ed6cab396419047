#include "prepare/empty_sample.hpp"

#include <gmock/gmock.h>

#include "ptyger/choose_settings.hpp"
#include "ptyger/error.hpp"
#include "ptyger/reconstruct.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/support/simulated_scan.hpp"

namespace ptyger::test {
namespace {

using testing::HasSubstr;

TEST(EmptySample, ARectangleIsFourNumbers) {
  EXPECT_EQ(prepare::parse_region("1e-6,-2e-6,3e-6,0"), (SampleRectangle{-2e-6, 1e-6, 0, 3e-6}));
  for (char const* const wrong : {"", "1,2,3", "1,2,3,4,5", "1,2,x,4", "1,2,,4"})
    EXPECT_THAT(message_of<InputError>([&] { prepare::parse_region(wrong); }), HasSubstr("four numbers in metres"))
        << wrong;
}

/// A scan whose first frames have no sample, and what they have in common with the others.
class EmptyBeam : public testing::Test {
 protected:
  void SetUp() override {
    auto options = simulation_of(64);
    options.detector = 48;
    scan = simulated(options).scan;
    options.phase_shift_rad = 0;
    auto const empty = simulated(options).scan;
    std::visit(
        [&](auto& counts) {
          using Count = typename std::decay_t<decltype(counts)>::value_type;
          std::visit(
              [&](auto const& from) {
                for (std::size_t i = 0; i < 4 * scan.detector * scan.detector; ++i)
                  counts[i] = static_cast<Count>(from[i]);
              },
              empty.counts);
        },
        scan.counts);
    scan.sources = {"some.cxi"};
  }
  Scan scan;
  std::vector<std::string> notes;
};

TEST_F(EmptyBeam, FramesWithoutSampleDetermineTheProbeAlone) {
  Options options;
  options.iterations = 20;
  auto const mixed = reconstruct(scan, options).nrmse;
  auto const before = scan.positions;
  prepare::set_empty_beam({{0, 3}}, scan, 4, options.constraints, notes);
  EXPECT_EQ(scan.positions[4].col_m, before[4].col_m);
  auto const result = reconstruct(scan, options);
  EXPECT_LT(result.nrmse, 0.8 * mixed);
  // The patch of the empty frames: all ones.
  auto const corner = [](double place_m, double pixel_m, double origin) {
    return static_cast<std::size_t>(std::lround(place_m / pixel_m - origin));
  };
  auto const top = corner(scan.positions[0].row_m, scan.pixel_row_m, result.origin_row);
  auto const left = corner(scan.positions[0].col_m, scan.pixel_col_m, result.origin_col);
  for (std::size_t row = 0; row < result.probe.size; ++row)
    for (std::size_t col = 0; col < result.probe.size; ++col)
      EXPECT_EQ(result.object.values[(top + row) * result.object.cols + left + col], 1.0);
  // No patch of another frame reaches into it.
  for (std::size_t j = 4; j < scan.frames; ++j)
    EXPECT_GT(scan.positions[0].col_m - scan.positions[j].col_m,
              static_cast<double>(result.probe.size) * scan.pixel_col_m);
}

// Trial runs on the frames in the middle, and halves of the frames, need not reach the empty square.
TEST(EmptySample, SettingsAreChosenFromFramesThatDoNotReachIt) {
  auto simulation = simulation_of(400);
  simulation.detector = 32;
  auto scan = simulated(simulation).scan;
  scan.sources = {"some.cxi"};
  Options options;
  std::vector<std::string> notes;
  prepare::set_empty_beam({{0, 0}}, scan, 4, options.constraints, notes);
  auto const chosen = choose_settings(scan, options, {.noise = true, .probe_modes = true}, {});
  EXPECT_GT(chosen.transforms, 0);
  EXPECT_EQ(chosen.options.constraints.empty_regions, options.constraints.empty_regions);
}

TEST_F(EmptyBeam, SomeFramesAreEmpty) {
  Constraints constraints;
  auto const refused = [&](FrameNumbers const& numbers) {
    return message_of<InputError>([&] { prepare::set_empty_beam(numbers, scan, 4, constraints, notes); });
  };
  EXPECT_THAT(refused({{64, 70}}), HasSubstr("some.cxi: --empty-beam names none of its frames"));
  EXPECT_THAT(refused({{0, 63}}), HasSubstr("--empty-beam names all of its frames"));
}

}  // namespace
}  // namespace ptyger::test
