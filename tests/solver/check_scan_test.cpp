#include "solver/check_scan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "ptyger/error.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/support/small_scan.hpp"

namespace ptyger {
namespace {

using test::message_of;
using testing::AllOf;
using testing::HasSubstr;

class CheckScan : public testing::Test {
 protected:
  Scan scan = test::make_small_scan({}).scan;
  Options options;

  void SetUp() override { scan.sources = {"some.cxi"}; }
  std::string message() {
    return message_of<InputError>([&] { solver::check_scan(scan, options); });
  }
};

TEST_F(CheckScan, AcceptsAGoodScan) {
  EXPECT_NO_THROW(solver::check_scan(scan, options));
}

TEST_F(CheckScan, RefusesABlindProbeWithFewFrames) {
  scan = test::make_small_scan({.frames = 19}).scan;
  scan.sources = {"some.cxi"};
  scan.probe = {};
  options.probe_start = ProbeStart::blind;
  EXPECT_THAT(message(), HasSubstr("some.cxi: 19 frames are too few to find a probe"));
  scan = test::make_small_scan({.frames = 20}).scan;
  EXPECT_NO_THROW(solver::check_scan(scan, options));
  options.recover_probe = false;
  EXPECT_THAT(message(), HasSubstr("must be improved"));
}

TEST_F(CheckScan, RefusesProbesThatTheRunDoesNotHave) {
  scan.probe_of_frame = {0, 1, 0, 1};
  options.probe_variation = 1;
  EXPECT_THAT(message(), HasSubstr("some.cxi: the numbers of 4 probes do not belong to 5 frames"));
  scan.probe_of_frame = {0, 1, 0, 1, 2};
  EXPECT_THAT(message(), HasSubstr("a frame has the probe 3, but there are 2"));
  options.probe_variation = 2;
  EXPECT_NO_THROW(solver::check_scan(scan, options));
}

TEST_F(CheckScan, NamesTheFileAndWhatIsWrong) {
  auto const good = scan;
  scan.frames = 0;
  EXPECT_THAT(message(), HasSubstr("some.cxi: it holds no frames"));
  scan = good;
  scan.positions.pop_back();
  EXPECT_THAT(message(), HasSubstr("some.cxi: 405 counts, 81 mask pixels and 4 positions do not make 5 frames"));
  scan = good;
  scan.measured.pop_back();
  EXPECT_THAT(message(), HasSubstr("80 mask pixels"));
  scan = good;
  std::get<std::vector<std::uint16_t>>(scan.counts).pop_back();
  EXPECT_THAT(message(), HasSubstr("404 counts"));
  scan = good;
  scan.pixel_col_m = 0;
  EXPECT_THAT(message(), HasSubstr("object pixel"));
  scan.pixel_col_m = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT(message(), HasSubstr("object pixel"));
  scan = good;
  scan.positions[3].row_m = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT(message(), HasSubstr("the position of frame 3 is not finite"));
}

TEST_F(CheckScan, NeedsAUsableProbe) {
  auto const good = scan;
  scan.probe = {};
  EXPECT_THAT(message(), HasSubstr("some.cxi: it holds no probe"));
  scan = good;
  scan.probe.values[7] = {0, std::numeric_limits<double>::infinity()};
  EXPECT_THAT(message(), HasSubstr("not finite"));
  scan = good;
  scan.probe = {1, 10, std::vector<std::complex<double>>(100)};
  EXPECT_THAT(message(), HasSubstr("the probe has 10 x 10 pixels, the detector 9 x 9"));
  scan = good;
  options.probe_modes = 0;
  EXPECT_THAT(message(), HasSubstr("at least one probe mode"));
}

TEST_F(CheckScan, AcceptsOnlyFiniteNumbersInTheirRanges) {
  auto const good = options;
  for (double const wrong : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), -0.1}) {
    options.smoothness = wrong;
    EXPECT_THAT(message(), HasSubstr("the weight of the smoothness is "));
    options = good;
    options.edge_threshold = wrong;
    EXPECT_THAT(message(), HasSubstr("the edge threshold of the smoothness is "));
    options = good;
    options.hold_out = wrong;
    EXPECT_THAT(message(), HasSubstr("held out of the fit is "));
    options = good;
    options.fly.fraction = wrong;
    EXPECT_THAT(message(), HasSubstr("a fraction of the step, is "));
    options = good;
    options.refine.positions = true;
    options.refine.most_drift = wrong;
    EXPECT_THAT(message(), HasSubstr("positions may drift by"));
    options = good;
  }
}

TEST_F(CheckScan, ModesOfAKeptProbeAreNotGuessed) {
  options.probe_modes = 3;
  EXPECT_NO_THROW(solver::check_scan(scan, options));
  options.recover_probe = false;
  EXPECT_THAT(message(), HasSubstr("some.cxi: --no-probe keeps the probe, which has 1 of the 3 --probe-modes"));
  options.fly.fraction = 0.5;
  EXPECT_NO_THROW(solver::check_scan(scan, options));
  options.keep_probe_power = true;
  EXPECT_THAT(message(), HasSubstr("1 of the 3"));
  options.fly = {};
  scan.probe.modes = 3;
  scan.probe.values.resize(3 * scan.probe.values.size());
  EXPECT_NO_THROW(solver::check_scan(scan, options));
}

TEST_F(CheckScan, TheStageMovesNoFartherThanTheProbeIsWide) {
  options.fly.motion = Position{.row_m = 9 * scan.pixel_row_m, .col_m = 0};
  EXPECT_NO_THROW(solver::check_scan(scan, options));
  for (double const far_m : {-9.1 * scan.pixel_col_m, 2.0, std::numeric_limits<double>::quiet_NaN()}) {
    options.fly.motion = Position{.row_m = 0, .col_m = far_m};
    EXPECT_THAT(message(), AllOf(HasSubstr("some.cxi: --fly "), HasSubstr("the window of the probe has 9; give metres, "
                                                                          "as in 80e-9,0")));
  }
}

TEST_F(CheckScan, KeepsTheReferenceRuleToWhatItIsDefinedFor) {
  options.rule = Rule::reference;
  EXPECT_THAT(message(), HasSubstr("reference rule"));
  options.scheme = Scheme::alternating;
  EXPECT_THAT(message(), HasSubstr("reference rule"));
  options.sampling = Sampling::nearest;
  EXPECT_NO_THROW(solver::check_scan(scan, options));
}

}  // namespace
}  // namespace ptyger
