#include "solver/trials/orientation.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "core/random.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "read/positions/positions.hpp"
#include "solver/scan_statistics.hpp"
#include "solver/trials/probe_trials.hpp"
#include "solver/trials/trial_scan.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/star.hpp"
#include "update/probe_modes.hpp"

namespace ptyger::test {
namespace {

// One of the eight turns; number: 0 to 7.
PositionAxes axes(int number) {
  return {.swap = (number & 4) != 0, .negate_row = (number & 2) != 0, .negate_col = (number & 1) != 0};
}

// For a scan with turned positions the check finds the turn that restores them.
void expect_found(Scan scan, std::vector<int> const& turns) {
  auto const positions = scan.positions;
  for (int const i : turns) {
    scan.positions = read::turn_positions(positions, read::inverse(axes(i)));
    auto const check = solver::check_orientation(scan);
    EXPECT_TRUE(check.decided()) << i << ": " << check.distance();
    EXPECT_EQ(check.trials.front().axes, axes(i)) << i;
    EXPECT_EQ(check.trials.size(), 8U);
  }
}

TEST(Orientation, FindsAllEightTurnsOfTheStar) {
  expect_found(star_crop(150), {0, 1, 2, 3, 4, 5, 6, 7});
}

// Positions as in the file and turned by 90 degrees; each check tries all eight turns.
TEST(Orientation, FindsTwoTurnsOfLowDoseElectrons) {
  expect_found(read_scan({PTYGER_TEST_DATA "/rotavirus_16x16_dp.hdf5", PTYGER_TEST_DATA "/rotavirus_16x16_para.hdf5"}),
               {0, 5});
}

// The check finds the rotation that undoes the rotation of a scan, with mirrored axes and without.
TEST(Orientation, FindsAnglesBetweenScanAndDetector) {
  auto const clean = simulated(simulation_of(121, 0.7)).scan;
  using enum solver::RotationSearch;
  std::vector<std::pair<PositionAxes, solver::RotationSearch>> const cases{
      {{.rotation_deg = 3}, always},
      {{.rotation_deg = 169}, always},
      {{.negate_row = true, .rotation_deg = 25}, always},
      {{.rotation_deg = 37}, where_suspected},
      {{.rotation_deg = -12}, where_suspected}};
  for (auto const& [wanted, search] : cases) {
    auto scan = clean;
    scan.positions = read::turn_positions(scan.positions, read::inverse(wanted));
    auto const check = solver::check_orientation(scan, {}, search);
    EXPECT_TRUE(check.decided()) << wanted.rotation_deg;
    auto const found = check.trials.front().axes;
    EXPECT_LT(read::turn_between_deg(found, wanted), 0.25) << wanted.rotation_deg << ": " << found.rotation_deg;
  }
}

// The turns are those of the positions before the given turn, so that a scan with the right options is left alone.
TEST(Orientation, AGivenTurnIsKept) {
  PositionAxes const given{.swap = true, .rotation_deg = 36.9};
  auto scan = simulated(simulation_of(121, 0.7)).scan;
  EXPECT_EQ(solver::check_orientation(scan, given).trials.front().axes, given);
  EXPECT_EQ(solver::check_orientation(scan).trials.front().axes, PositionAxes{});
}

// Real scans without a rotation: none is found by chance.
TEST(Orientation, FindsNoRotationInRealScans) {
  for (auto const& scan : {star(), read_scan({PTYGER_TEST_DATA "/rotavirus_16x16_dp.hdf5",
                                              PTYGER_TEST_DATA "/rotavirus_16x16_para.hdf5"})})
    EXPECT_EQ(solver::check_orientation(scan).trials.front().axes, PositionAxes{});
}

// Negated positions fit as well with the conjugate probe turned by 180 degrees: frames alone do not distinguish the
// two.
TEST(Orientation, OnlyTheProbeDistinguishesOpposites) {
  auto scan = star_crop(150);
  auto probe = scan.probe;
  auto const mean = solver::mean_pattern(scan);
  update::scale_to_power(probe, std::accumulate(mean.begin(), mean.end(), 0.0));
  auto opposite = probe;
  std::size_t const n = probe.size;
  for (std::size_t i = 0; i < n * n; ++i)
    opposite.values[i] = std::conj(probe.values[(n - i / n) % n * n + (n - i % n) % n]);
  auto const misfit = [&](ProbeModes const& first) {
    return solver::ProbeTrials(scan, n, 1, 150, {}).misfit_before_last_epoch(first, 3);
  };
  double const right = misfit(probe);
  double const wrong_probe = misfit(opposite);
  scan.positions = read::turn_positions(scan.positions, {.negate_row = true, .negate_col = true});
  EXPECT_NEAR(misfit(opposite), right, 0.02 * right);
  EXPECT_GT(misfit(probe), 1.3 * right);
  EXPECT_GT(wrong_probe, 1.3 * right);
}

TEST(Orientation, BlindNamesOneOfTwoOpposites) {
  auto scan = simulated_scan();
  PositionAxes const turn{.swap = true, .negate_row = true};
  PositionAxes const opposite{.swap = true, .negate_col = true};
  scan.positions = read::turn_positions(scan.positions, read::inverse(turn));
  scan.probe = {};
  auto const check = solver::check_orientation(scan);
  auto const best = check.trials.front().axes;
  EXPECT_TRUE(best == turn || best == opposite);
  EXPECT_TRUE(check.blind && check.decided()) << check.distance();
}

// A beam in focus is its own conjugate when turned: the axes are decided but for both signs.
TEST(Orientation, ABeamInFocusDoesNotTellOpposites) {
  auto options = simulation_of(121, 0.7);
  options.probe = simulation::ProbeKind::airy;
  auto scan = simulated(options).scan;
  scan.positions = read::turn_positions(scan.positions, {.swap = true});
  auto const check = solver::check_orientation(scan);
  EXPECT_TRUE(check.decided() && check.opposite_fits()) << check.distance();
  auto const best = check.trials.front().axes;
  EXPECT_TRUE(best.swap && best.negate_row == best.negate_col);
}

// Large frames are cropped to the beam, which changes no decision.
TEST(Orientation, LargeFramesAreCroppedToTheBeam) {
  auto options = simulation_of(60, 0.8);
  options.detector = 192;
  options.aperture = 0.2;
  auto scan = simulated(options).scan;
  auto const few = solver::cropped_to_beam(scan);
  EXPECT_EQ(few.detector, 128U);
  EXPECT_EQ(few.probe.size, 128U);
  EXPECT_NEAR(few.pixel_row_m, 1.5 * scan.pixel_row_m, 1e-6 * scan.pixel_row_m);
  auto const counts = std::get<std::vector<std::uint16_t>>(scan.counts);
  auto const cropped = std::get<std::vector<std::uint16_t>>(few.counts);
  EXPECT_EQ(cropped[0], counts[0]);
  EXPECT_EQ(cropped[128 * 128 * 7 + 127 * 128 + 3], counts[192 * 192 * 7 + 191 * 192 + 3]);
  PositionAxes const wanted{.negate_col = true, .rotation_deg = 15};
  scan.positions = read::turn_positions(scan.positions, read::inverse(wanted));
  auto const check = solver::check_orientation(scan);
  EXPECT_TRUE(check.decided());
  EXPECT_LT(read::turn_between_deg(check.trials.front().axes, wanted), 0.25);
}

TEST(Orientation, BlindFindsAnglesToo) {
  PositionAxes const wanted{.rotation_deg = 37};
  auto scan = simulated(simulation_of(121, 0.7)).scan;
  scan.positions = read::turn_positions(scan.positions, read::inverse(wanted));
  scan.probe = {};
  auto const check = solver::check_orientation(scan);
  EXPECT_TRUE(check.blind && check.decided()) << check.distance();
  auto const best = check.trials.front().axes;
  EXPECT_LT(std::min(read::turn_between_deg(best, wanted), read::turn_between_deg(read::opposite(best), wanted)), 0.3);
}

// A decision is not made by chance: frames at shuffled positions fit no turn.
TEST(Orientation, NothingIsDecidedForShuffledPositions) {
  auto scan = star_crop(100);
  auto const order = core::Random(5).permutation(100);
  auto const positions = scan.positions;
  for (std::size_t j = 0; j < 100; ++j) scan.positions[j] = positions[static_cast<std::size_t>(order[j])];
  EXPECT_FALSE(solver::check_orientation(scan).decided());
}

// Of the many angles that are tried at low dose, some stand out by chance.
TEST(Orientation, NoAngleIsDecidedByChance) {
  auto options = simulation_of(60, 0.7);
  options.photons = 100;
  for (options.seed = 0; options.seed < 6; ++options.seed) {
    auto const check = solver::check_orientation(simulated(options).scan);
    EXPECT_EQ(check.trials.front().axes.rotation_deg, 0) << options.seed;
    EXPECT_TRUE(!check.decided() || check.trials.front().axes == PositionAxes{}) << options.seed;
  }
}

TEST(Orientation, TooFewFramesAreRefused) {
  EXPECT_THROW(solver::check_orientation(star_crop(12)), InputError);
}

}  // namespace
}  // namespace ptyger::test
