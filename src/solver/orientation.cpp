#include "solver/orientation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <future>
#include <numeric>

#include "ptyger/error.hpp"
#include "read/positions.hpp"
#include "solver/blind_probe.hpp"
#include "solver/probe_trials.hpp"
#include "solver/scan_statistics.hpp"
#include "update/probe_modes.hpp"

namespace ptyger::solver {
namespace {

constexpr std::size_t known_probe_frames = 300;  // with 100 frames the result is less clear at 5 counts a pixel
constexpr std::size_t blind_frames = 200;        // find_probe() uses half of them
constexpr int orientation_epochs = 3;
constexpr std::size_t most_modes = 3;
// Least OrientationCheck::distance() of a decision, standard deviations. Measured: 20 for the Siemens star, 9 for 300
// kV electrons with 5 counts a pixel, 5 and more for blind probes, 1 to 2 by chance.
constexpr double least_distance = 4;

/// A scan of the `most` frames nearest to the middle.
Scan middle_of(Scan const& scan, std::size_t most) {
  auto const placement = model::place_frames(scan, scan.detector);
  auto const frames = middle_frames(placement.row, placement.col, most);
  Scan few;
  few.sources = scan.sources;
  few.frames = frames.size();
  few.detector = scan.detector;
  few.measured = scan.measured;
  few.pixel_row_m = scan.pixel_row_m;
  few.pixel_col_m = scan.pixel_col_m;
  auto const pixels = static_cast<std::ptrdiff_t>(scan.detector * scan.detector);
  std::visit(
      [&](auto const& counts) {
        std::decay_t<decltype(counts)> chosen;
        for (int const frame : frames)
          chosen.insert(chosen.end(), counts.begin() + frame * pixels, counts.begin() + (frame + 1) * pixels);
        few.counts = std::move(chosen);
      },
      scan.counts);
  for (int const frame : frames) few.positions.push_back(scan.positions[static_cast<std::size_t>(frame)]);
  return few;
}

/// The probe of the scan, with at most most_modes modes, scaled to the measured power.
ProbeModes known_probe(Scan const& scan, std::vector<double> const& mean) {
  auto probe = update::with_modes(scan.probe, std::min(scan.probe.modes, most_modes));
  update::scale_to_power(probe, std::accumulate(mean.begin(), mean.end(), 0.0) / measured_share(scan, probe));
  return probe;
}

/// The eight turns of the positions: axes swapped or not, each axis negated or not.
std::vector<PositionAxes> all_turns() {
  std::vector<PositionAxes> all;
  for (bool const swap : {false, true})
    for (bool const col : {false, true})
      for (bool const row : {false, true}) all.push_back({.swap = swap, .negate_row = row, .negate_col = col});
  return all;
}

/// Tries all eight turns with one probe. few: positions as in the file.
OrientationCheck try_all(Scan few, ProbeModes const& probe, Options const& options) {
  OrientationCheck check{.frames = few.frames, .probe = probe};
  auto const positions = few.positions;
  for (auto const axes : all_turns()) {
    few.positions = read::turn_positions(positions, axes);
    ProbeTrials starts(few, probe.size, probe.modes, few.frames, options);
    check.trials.push_back({axes, starts.misfit_before_last_epoch(probe, orientation_epochs)});
  }
  std::stable_sort(check.trials.begin(), check.trials.end(),
                   [](OrientationTrial const& a, OrientationTrial const& b) { return a.misfit < b.misfit; });
  return check;
}

/// Finds a probe for one turn of each pair of opposite turns and tries it with all eight turns. The probe whose best
/// turn stands out most is right: a probe that was found with a wrong turn fits all turns alike. The four searches run
/// at the same time.
OrientationCheck try_blind(Scan const& few, std::vector<double> const& mean, Options const& options) {
  auto const search = [&](PositionAxes axes) {
    auto turned = few;
    turned.positions = read::turn_positions(std::move(turned.positions), axes);
    return try_all(few, find_probe(turned, mean, options, {}).probe, options);
  };
  std::vector<std::future<OrientationCheck>> searches;
  for (auto const axes : all_turns())
    if (!axes.negate_row) searches.push_back(std::async(std::launch::async, search, axes));
  OrientationCheck best;
  for (auto& searched : searches) {
    auto check = searched.get();
    if (best.trials.empty() || check.distance() > best.distance()) best = std::move(check);
  }
  best.blind = true;
  return best;
}

}  // namespace

double OrientationCheck::distance() const {
  auto const others = static_cast<double>(trials.size() - 1);
  double mean = 0;
  for (std::size_t i = 1; i < trials.size(); ++i) mean += trials[i].misfit / others;
  double squares = 0;
  for (std::size_t i = 1; i < trials.size(); ++i) squares += std::pow(trials[i].misfit - mean, 2) / (others - 1);
  return (trials[1].misfit - trials[0].misfit) / std::sqrt(std::max(squares, 1e-20));
}

bool OrientationCheck::decided() const {
  return distance() > least_distance;
}

OrientationCheck check_orientation(Scan const& scan, bool blind, Options const& options) {
  if (scan.frames < least_blind_frames)
    throw InputError(fmt::format("{}: {} frames are too few to check the orientation, {} are needed",
                                 scan.sources.empty() ? "the scan" : scan.sources.front(), scan.frames,
                                 least_blind_frames));
  auto const mean = mean_pattern(scan);
  return blind ? try_blind(middle_of(scan, blind_frames), mean, options)
               : try_all(middle_of(scan, known_probe_frames), known_probe(scan, mean), options);
}

PositionAxes inverse(PositionAxes axes) {
  if (axes.swap) std::swap(axes.negate_row, axes.negate_col);
  return axes;
}

}  // namespace ptyger::solver
