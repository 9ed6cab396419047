#include "solver/trials/scale_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <future>

#include "ptyger/error.hpp"
#include "ptyger/reconstruct.hpp"
#include "read/positions/positions.hpp"
#include "solver/trials/probe_trials.hpp"
#include "solver/trials/trial_scan.hpp"
#include "solver/trials/turn_trials.hpp"

namespace ptyger::solver {
namespace {

constexpr std::size_t scale_frames = 400;
constexpr std::size_t suspicion_frames = 300;  // with 250 or fewer frames the Siemens star prefers 0.9 by more than 4 %
constexpr int scale_iterations = 6;            // after the start; the start alone prefers 0.95 for the Siemens star
constexpr int scale_steps = 4;                 // trials on each side of scale 1
constexpr double scale_step = 0.025;
constexpr double closer_scale = 0.9;
constexpr double farther_scale = 1.1;

/// Sets best and gain.
void set_best(ScaleCheck& check) {
  auto const& trials = check.trials;
  auto const least = std::min_element(trials.begin() + 1, trials.end() - 1,
                                      [](auto const& a, auto const& b) { return a.misfit < b.misfit; });
  double const before = (least - 1)->misfit;
  double const after = (least + 1)->misfit;
  double const bend = before + after - 2 * least->misfit;
  double const shift = bend > 0 ? std::clamp((before - after) / (2 * bend), -1.0, 1.0) : 0;
  check.best = least->scale + shift * scale_step;
  double const lowest = least->misfit - (before - after) * shift / 4;
  check.gain = 1 - lowest / trials[scale_steps].misfit;
}

}  // namespace

ScaleCheck check_scale(Scan const& scan) {
  auto const file = scan.sources.empty() ? std::string("the scan") : scan.sources.front();
  if (scan.frames < least_blind_frames)
    throw InputError(fmt::format("{}: {} frames are too few to check the scale of the positions, {} are needed", file,
                                 scan.frames, least_blind_frames));
  if (scan.probe.modes == 0)
    throw InputError(file +
                     ": it has no probe, without which the scale of the positions cannot be checked, since defocus and "
                     "scale compensate each other; name a probe by --probe FILE");
  auto const few = cropped_to_beam(middle_frames_of(scan, scale_frames));
  Options options;
  options.iterations = scale_iterations;
  ScaleCheck check;
  for (int i = -scale_steps; i <= scale_steps; ++i) {
    auto scaled = few;
    double const scale = 1 + i * scale_step;
    scaled.positions = read::scaled(std::move(scaled.positions), scale);
    check.trials.push_back({scale, reconstruct(scaled, options).nrmse});
  }
  set_best(check);
  return check;
}

ScaleSuspicion suspect_scale(Scan const& scan, ProbeModes const& probe, Options const& options) {
  auto few = middle_frames_of(scan, suspicion_frames);
  if (probe.size != few.detector) few = cropped_to_beam(std::move(few));
  auto const misfit = [&](double scale) {
    auto scaled = few;
    scaled.positions = read::scaled(std::move(scaled.positions), scale);
    ProbeTrials start(scaled, probe.size, probe.modes, scaled.frames, options);
    return start.misfit_before_last_epoch(probe, orientation_epochs);
  };
  auto closer_run = std::async(std::launch::async, misfit, closer_scale);
  double const farther = misfit(farther_scale);
  double const closer = closer_run.get();
  return {.scale = closer < farther ? closer_scale : farther_scale, .gain = 1 - std::min(closer, farther) / misfit(1)};
}

}  // namespace ptyger::solver
