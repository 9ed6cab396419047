#include "solver/orientation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.hpp"
#include "read/positions.hpp"
#include "solver/blind_probe.hpp"
#include "solver/scan_statistics.hpp"
#include "solver/trial_starts.hpp"
#include "update/probe_modes.hpp"

namespace ptyger {
namespace {

constexpr std::size_t known_probe_frames = 300;  // at 5 counts a pixel 100 tell less clearly
constexpr std::size_t blind_frames = 100;        // those that find_probe looks at
constexpr int known_probe_epochs = 3;
constexpr std::size_t most_modes = 3;
// Known probe: Siemens star 8, 300 kV electrons of 5 counts a pixel 9; a best one by chance 1 to 2.
constexpr double least_distance = 4;
// Blind, wrong axes find a wrong probe, near the focus, that bends to few counts: only a clear lead counts.
constexpr double least_blind_ratio = 1.05;

/// The frames nearest to the middle as a scan of their own.
Scan middle_of(Scan const& scan, std::size_t most) {
  auto const placement = place_frames(scan, scan.detector);
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
        std::decay_t<decltype(counts)> kept;
        for (int const frame : frames)
          kept.insert(kept.end(), counts.begin() + frame * pixels, counts.begin() + (frame + 1) * pixels);
        few.counts = std::move(kept);
      },
      scan.counts);
  for (int const frame : frames) few.positions.push_back(scan.positions[static_cast<std::size_t>(frame)]);
  return few;
}

/// The probe of the scan with the measured light.
ProbeModes known_probe(Scan const& scan, std::vector<double> const& mean) {
  auto probe = with_modes(scan.probe, std::min(scan.probe.modes, most_modes));
  scale_to_power(probe, std::accumulate(mean.begin(), mean.end(), 0.0) / measured_share(scan, probe));
  return probe;
}

/// All eight turns, or one of each pair of opposites.
std::vector<PositionAxes> turns(bool one_of_each_pair) {
  std::vector<PositionAxes> all;
  for (bool const swap : {false, true})
    for (bool const col : {false, true})
      for (bool const row : {false, true})
        if (!one_of_each_pair || !row) all.push_back({.swap = swap, .negate_row = row, .negate_col = col});
  return all;
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
  return blind ? ratio() > least_blind_ratio : distance() > least_distance;
}

OrientationCheck check_orientation(Scan const& scan, bool blind, Options const& options) {
  if (scan.frames < least_blind_frames)
    throw InputError(fmt::format("{}: {} frames are too few to check the orientation, {} are needed",
                                 scan.sources.empty() ? "the scan" : scan.sources.front(), scan.frames,
                                 least_blind_frames));
  auto const mean = mean_pattern(scan);
  auto few = middle_of(scan, blind ? blind_frames : known_probe_frames);
  auto const positions = few.positions;
  auto const known = blind ? ProbeModes{} : known_probe(scan, mean);
  OrientationCheck check{.blind = blind, .frames = few.frames, .probe = known};
  for (auto const axes : turns(blind)) {
    few.positions = read::turned(positions, axes);
    auto const found = blind ? find_probe(few, mean, options, {}) : BlindProbe{};
    double const misfit =
        blind ? found.misfit
              : TrialStarts(few, known.size, known.modes, few.frames, options).seen(known, known_probe_epochs);
    bool const best = std::all_of(check.trials.begin(), check.trials.end(),
                                  [&](OrientationTrial const& other) { return misfit < other.misfit; });
    if (blind && best) check.probe = found.probe;
    check.trials.push_back({axes, misfit});
  }
  std::stable_sort(check.trials.begin(), check.trials.end(),
                   [](OrientationTrial const& a, OrientationTrial const& b) { return a.misfit < b.misfit; });
  return check;
}

PositionAxes inverse(PositionAxes axes) {
  if (axes.swap) std::swap(axes.negate_row, axes.negate_col);
  return axes;
}

}  // namespace ptyger
