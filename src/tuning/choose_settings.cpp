#include "ptyger/choose_settings.hpp"

#include <fmt/format.h>

#include <functional>

#include "solver/check_scan.hpp"
#include "solver/scan_statistics.hpp"
#include "solver/trials/blind_probe.hpp"
#include "solver/trials/defocus_search.hpp"
#include "solver/trials/trial_scan.hpp"
#include "tuning/choose_defocus.hpp"
#include "tuning/choose_model.hpp"
#include "tuning/choose_noise.hpp"
#include "tuning/choose_smoothness.hpp"

namespace ptyger {
namespace {

constexpr std::size_t frames_of_noise = 200;  // that the noise model is chosen from

/// Puts the probe that a search finds into a scan without one. Returns the transforms of the search, a frame.
double find_missing_probe(Scan& scan, Options& options, Observer const& observer) {
  if (options.probe_start != ProbeStart::blind) return 0;
  auto found = solver::find_probe(scan, solver::mean_pattern(scan), options, observer);
  scan.probe = std::move(found.probe);
  options.probe_start = ProbeStart::given;
  return found.transforms;
}

Noise noise_of(Scan const& scan, std::function<void(std::string const&)> const& tell) {
  auto const found = tuning::choose_noise(solver::middle_frames_of(scan, frames_of_noise));
  tell(found.mean_count > 0
           ? fmt::format("--noise {}: {:.2g} counts a pixel", to_word(found.noise), found.mean_count)
           : fmt::format("--noise {}: the smallest value above 0 is not 1, so values are no counts of particles",
                         to_word(found.noise)));
  return found.noise;
}

}  // namespace

ChosenSettings choose_settings(Scan& scan, Options options, Automatic automatic, Observer const& observer) {
  ChosenSettings chosen{std::move(options)};
  if (!automatic.any()) return chosen;
  auto const tell = [&](std::string const& text) {
    if (observer.on_message) observer.on_message(text);
  };
  solver::check_scan(scan, chosen.options);
  if (automatic.noise) chosen.options.noise = noise_of(scan, tell);
  if (automatic.probe_defocus) {
    auto const found = tuning::choose_defocus(scan, chosen.options, observer);
    chosen.transforms += found.transforms;
    if (observer.stop_requested && observer.stop_requested()) return chosen;
    chosen.probe_defocus_m = found.distance_m;
    scan.probe = found.probe;
    tell(fmt::format("--probe-defocus {:.3g}: misfit {:.4f} on {} frames, {:.4f} without", found.distance_m,
                     found.misfit, std::min(scan.frames, solver::defocus_trial_frames), found.misfit_before));
  }
  if (!automatic.needs_trials()) return chosen;
  if (scan.frames < least_trial_frames) {
    if (automatic.sampling) chosen.options.sampling = Sampling::bilinear;
    if (automatic.smoothness) chosen.options.smoothness = least_smoothness;
    tell(fmt::format("{} frames are too few for trial runs: {} sampling, {} probe mode{}, positions {}, --smooth {:g}",
                     scan.frames, to_word(chosen.options.sampling), chosen.options.probe_modes,
                     chosen.options.probe_modes == 1 ? "" : "s", chosen.options.refine.positions ? "refined" : "fixed",
                     chosen.options.smoothness));
    return chosen;
  }
  bool const has_probe = chosen.options.probe_start == ProbeStart::given;
  chosen.transforms += find_missing_probe(scan, chosen.options, observer);
  tuning::Trials trials(scan, chosen.options, observer);
  auto const model = tuning::choose_model(trials, automatic, tell);
  if (trials.stopped()) return chosen;
  chosen.options.sampling = model.options.sampling;
  chosen.options.probe_modes = model.options.probe_modes;
  chosen.options.refine.positions = model.options.refine.positions;
  if (has_probe && scan.probe.modes < model.options.probe_modes) scan.probe = model.result.probe;
  if (automatic.smoothness) {
    auto const found = tuning::choose_smoothness(
        trials, model, automatic.edge_threshold ? std::nullopt : std::optional(chosen.options.edge_threshold));
    if (!trials.stopped()) {
      chosen.options.smoothness = found.weight;
      chosen.options.edge_threshold = found.edge_threshold;
      tell(fmt::format("--smooth {:.2g}: the noise of a pixel of the object is {:.2g}, its roughness {:.2g}",
                       found.weight, found.noise, found.roughness));
      if (automatic.edge_threshold)
        tell(fmt::format("--edges {:.2g}: the noise of the object, above which differences of neighbours are edges",
                         found.edge_threshold));
    }
  }
  chosen.transforms += trials.transforms() / static_cast<double>(scan.frames);
  return chosen;
}

}  // namespace ptyger
