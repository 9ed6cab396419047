#include "solver/trials/orientation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "ptyger/error.hpp"
#include "read/positions/positions.hpp"
#include "solver/scan_statistics.hpp"
#include "solver/trials/blind_probe.hpp"
#include "solver/trials/rotation.hpp"
#include "solver/trials/trial_scan.hpp"
#include "solver/trials/turn_trials.hpp"

namespace ptyger::solver {
namespace {

constexpr std::size_t known_probe_frames = 300;  // with 100 frames the result is less clear at 5 counts a pixel
constexpr std::size_t confirming_frames = 100;   // of a check that only confirms the given turn
constexpr std::size_t blind_frames = 200;        // find_probe() uses half of them
constexpr std::size_t grid_frames = 100;         // of each trial in grid_search()
constexpr double grid_step = 5;  // degrees; the misfit of the Siemens star rises by half of its range within 5 degrees
// Least OrientationCheck::ratio() of a decision for an angle of grid_search(), which chose it among so many that it may
// stand out by chance. Measured: 1.04 at most for frames of 50 to 200 counts; 1.2 and more for true angles.
constexpr double least_grid_ratio = 1.1;
// Least OrientationCheck::distance() of a decision, standard deviations. Measured: 20 for the Siemens star, 9 for 300
// kV electrons with 5 counts a pixel, 5 and more for blind probes, 1 to 2 by chance.
constexpr double least_distance = 4;
constexpr double twin_share = 0.25;  // of the distance to the third trial; opposite turns that are closer fit alike

/// The best of the eight turns at all angles of a grid, with few frames.
PositionAxes grid_search(Scan const& few, ProbeModes const& probe, Options const& options) {
  std::vector<PositionAxes> all;
  for (double angle = -45 + grid_step; angle <= 45; angle += grid_step)
    for (auto const axes : eight_turns(angle)) all.push_back(axes);
  return TurnTrials(middle_frames_of(few, grid_frames), probe, options).run(all).front().axes;
}

/// The eight turns with one probe. few: positions as in the file.
OrientationCheck try_turns(Scan const& few, ProbeModes const& probe, double rotation_deg, Options const& options) {
  return {
      .trials = TurnTrials(few, probe, options).run(eight_turns(rotation_deg)), .frames = few.frames, .probe = probe};
}

/// Rotates the turns of a check that has decided, where another rotation fits better.
OrientationCheck with_rotation(OrientationCheck check, Scan const& few, RotationSearch search, Options const& options) {
  if (!check.decided()) return check;
  TurnTrials const trials(few, check.probe, options);
  auto const best = check.trials.front();
  if (search == RotationSearch::where_suspected && !suspect_rotation(trials, best)) return check;
  double const rotation_deg = find_rotation(trials, best);
  if (rotation_deg == best.axes.rotation_deg) return check;
  check.trials = trials.run(eight_turns(rotation_deg));
  return check;
}

/// Whether a check at the angle of a grid_search() has decided.
bool is_beyond_chance(OrientationCheck const& check) {
  return check.decided() && check.ratio() > least_grid_ratio;
}

/// The check with the probe of a scan. few: positions as in the file.
OrientationCheck try_known(Scan const& few, ProbeModes const& probe, double rotation_deg, RotationSearch search,
                           Options const& options) {
  auto check = try_turns(few, probe, rotation_deg, options);
  if (check.decided()) return with_rotation(std::move(check), few, search, options);
  auto rotated = try_turns(few, probe, grid_search(few, probe, options).rotation_deg, options);
  return is_beyond_chance(rotated) ? with_rotation(std::move(rotated), few, RotationSearch::always, options) : check;
}

/// A check with few frames, when it decides for the given turn and no rotation is suspected. Most scans need no more.
/// few: positions as in the file.
std::optional<OrientationCheck> confirm_known(Scan const& few, ProbeModes const& probe, PositionAxes given,
                                              Options const& options) {
  auto const fewer = middle_frames_of(few, confirming_frames);
  auto check = try_turns(fewer, probe, given.rotation_deg, options);
  auto const& best = check.trials.front();
  if (!check.decided() || best.axes != given || suspect_rotation(TurnTrials(fewer, probe, options), best)) return {};
  return check;
}

/// Whether the best trial of a blind check that has decided, or its opposite, is this turn.
bool confirms(OrientationCheck const& check, PositionAxes given) {
  auto const best = check.trials.front().axes;
  return check.decided() && (best == given || best == read::opposite(given));
}

/// Finds a probe for one turn of each pair of opposite turns and tries it with all eight turns. The probe whose best
/// turn stands out most is right: a probe that was found with a wrong turn fits all turns alike. The four searches run
/// at the same time. Where rotations are tried on suspicion only, the given turn comes first, and alone when it
/// decides.
OrientationCheck try_blind(Scan const& few, std::vector<double> const& mean, PositionAxes given, RotationSearch search,
                           Options const& options) {
  auto const try_probe = [&](PositionAxes axes) {
    auto turned = few;
    turned.positions = read::turn_positions(std::move(turned.positions), axes);
    auto check = try_turns(few, find_probe(turned, mean, options, {}).probe, axes.rotation_deg, options);
    check.blind = true;
    return check;
  };
  if (search == RotationSearch::where_suspected)
    if (auto check = try_probe(given); confirms(check, given)) return check;
  OrientationCheck best;
  for (auto const axes : eight_turns(given.rotation_deg)) {
    if (axes.negate_row) continue;
    auto check = try_probe(axes);
    if (best.trials.empty() || check.distance() > best.distance()) best = std::move(check);
  }
  if (!best.decided()) {  // a probe that was found with a wrong turn is good enough to find the angle
    auto rotated = try_probe(grid_search(few, best.probe, options));
    if (is_beyond_chance(rotated)) best = std::move(rotated);
  }
  return best;
}

}  // namespace

bool OrientationCheck::twins() const {
  double const opposite_gap = trials[1].misfit - trials[0].misfit;
  return trials[1].axes == read::opposite(trials[0].axes) &&
         opposite_gap < twin_share * (trials[2].misfit - trials[0].misfit);
}

double OrientationCheck::distance() const {
  auto const first = first_other();
  auto const others = static_cast<double>(trials.size() - first);
  double mean = 0;
  for (std::size_t i = first; i < trials.size(); ++i) mean += trials[i].misfit / others;
  double squares = 0;
  for (std::size_t i = first; i < trials.size(); ++i) squares += std::pow(trials[i].misfit - mean, 2) / (others - 1);
  return (trials[first].misfit - trials[0].misfit) / std::sqrt(std::max(squares, 1e-20));
}

bool OrientationCheck::decided() const {
  return distance() > least_distance;
}

OrientationCheck check_orientation(Scan const& scan, PositionAxes given, RotationSearch search,
                                   Options const& options) {
  if (scan.frames < least_blind_frames)
    throw InputError(fmt::format("{}: {} frames are too few to check the orientation, {} are needed",
                                 scan.sources.empty() ? "the scan" : scan.sources.front(), scan.frames,
                                 least_blind_frames));
  auto const undone = [&](Scan few) {
    few.positions = read::turn_positions(std::move(few.positions), read::inverse(given));
    return few;
  };
  if (scan.probe.modes == 0 && !scan.near_field) {
    auto const few = undone(middle_frames_of(scan, blind_frames));
    return with_rotation(try_blind(few, mean_pattern(scan), given, search, options), few, search, options);
  }
  auto const few = undone(cropped_to_beam(middle_frames_of(scan, known_probe_frames)));
  // The blind probe of a near field does not depend on the positions.
  auto const probe = scan.probe.modes > 0 ? known_probe(few) : find_probe(few, mean_pattern(scan), options, {}).probe;
  if (search == RotationSearch::where_suspected && few.frames > confirming_frames)
    if (auto check = confirm_known(few, probe, given, options)) return *std::move(check);
  return try_known(few, probe, given.rotation_deg, search, options);
}

}  // namespace ptyger::solver
