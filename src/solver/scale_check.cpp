#include "solver/scale_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <future>

#include "ptyger/error.hpp"
#include "ptyger/reconstruct.hpp"
#include "read/positions.hpp"
#include "solver/probe_trials.hpp"
#include "solver/trial_scan.hpp"

namespace ptyger::solver {
namespace {

constexpr std::size_t scale_frames = 400;
constexpr int scale_iterations = 6;  // after the start; the start alone prefers 0.95 for the Siemens star
constexpr int scale_steps = 4;       // trials on each side of scale 1
constexpr double scale_step = 0.025;
constexpr std::array suspicious_scales{0.9, 1.0, 1.1};

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

ScaleSuspicion suspect_scale(Scan const& scan, OrientationCheck const& check, Options const& options) {
  auto few = middle_frames_of(scan, check.frames);
  if (check.probe.size != few.detector) few = cropped_to_beam(std::move(few));
  auto const misfit = [&](double scale) {
    auto scaled = few;
    scaled.positions = read::scaled(std::move(scaled.positions), scale);
    ProbeTrials start(scaled, check.probe.size, check.probe.modes, scaled.frames, options);
    return start.misfit_before_last_epoch(check.probe, 3);
  };
  std::array<std::future<double>, 3> trials;
  for (std::size_t i = 0; i < trials.size(); ++i)
    trials[i] = std::async(std::launch::async, misfit, suspicious_scales[i]);
  double const present = trials[1].get();
  double const closer = trials[0].get();
  double const farther = trials[2].get();
  return {.scale = closer < farther ? suspicious_scales[0] : suspicious_scales[2],
          .gain = 1 - std::min(closer, farther) / present};
}

}  // namespace ptyger::solver
