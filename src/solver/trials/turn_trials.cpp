#include "solver/trials/turn_trials.hpp"

#include <algorithm>

#include "core/on_threads.hpp"
#include "core/usable_cores.hpp"
#include "read/positions/positions.hpp"
#include "solver/trials/probe_trials.hpp"

namespace ptyger::solver {
namespace {

constexpr std::size_t most_trials_at_once = 8;  // each holds a copy of the frames

}  // namespace

TurnTrials::TurnTrials(Scan const& scan, ProbeModes const& probe, Options const& options)
    : scan_(scan), probe_(probe), options_(options) {}

std::vector<OrientationTrial> TurnTrials::run(std::vector<PositionAxes> const& axes) const {
  std::vector<OrientationTrial> trials;
  for (auto const& one : axes) trials.push_back({one, 0});
  std::size_t const threads = std::min({trials.size(), most_trials_at_once, core::usable_cores()});
  core::on_threads(threads, [&](std::size_t first) {
    auto turned = scan_;
    for (std::size_t i = first; i < trials.size(); i += threads) {
      turned.positions = read::turn_positions(scan_.positions, trials[i].axes);
      ProbeTrials start(turned, probe_.size, probe_.modes, turned.frames, options_);
      trials[i].misfit = start.misfit_before_last_epoch(probe_, orientation_epochs);
    }
  });
  std::stable_sort(trials.begin(), trials.end(),
                   [](OrientationTrial const& a, OrientationTrial const& b) { return a.misfit < b.misfit; });
  return trials;
}

std::vector<PositionAxes> eight_turns(double rotation_deg) {
  std::vector<PositionAxes> all;
  for (bool const swap : {false, true})
    for (bool const col : {false, true})
      for (bool const row : {false, true})
        all.push_back({.swap = swap, .negate_row = row, .negate_col = col, .rotation_deg = rotation_deg});
  return all;
}

}  // namespace ptyger::solver
