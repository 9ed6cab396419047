#include "app/campaign/work.hpp"

#include <fmt/format.h>

#include <cmath>

#include "app/campaign/projection_settings.hpp"
#include "app/compare_halves.hpp"
#include "app/inspect/findings.hpp"
#include "app/reading_notes.hpp"
#include "app/run_environment.hpp"
#include "core/host.hpp"
#include "prepare/initial_guess.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "ptyger/reconstruct.hpp"
#include "solver/usual_work.hpp"

namespace ptyger::app {
namespace {

constexpr double epoch_transforms = 2;  // transforms of an epoch of the start, a frame and mode

/// Reads the scan of a projection and makes its options with the initial guess. probe, object: files of earlier results
/// for --probe and --init, or empty.
campaign::Prepared prepare(campaign::Projection const& projection, std::string const& probe, std::string const& object,
                           std::string const& command_line, std::optional<int> devices) {
  auto settings = projection_settings(projection, probe, object);
  auto& count = settings.reconstruct.solver.devices.count;
  if (!count) count = devices;
  campaign::Prepared prepared;
  prepared.info.options_toml = settings.toml;
  prepared.info.command_line = command_line;
  prepared.info.versions = versions();
  prepared.info.host = core::host_name();
  prepared.info.start_time = core::time_stamp();
  prepared.info.precision = settings.reconstruct.solver.precision;
  // The memory of the devices is checked later, when the reconstruction begins: another one may use them now.
  prepared.scan = read_scan(projection.inputs, settings.reconstruct.read);
  auto& notes = prepared.info.notes;
  notes = reading_notes(prepared.scan.reading);
  prepared.options = prepare::initial_guess(settings.reconstruct, prepared.scan, notes);
  prepared.options.fit_summary = true;
  for (auto& warning : serious_warnings(prepared.scan, inspect::count_statistics(prepared.scan), settings.reconstruct))
    notes.push_back("warning: " + warning);
  return prepared;
}

std::optional<HalvesComparison> compare_halves_of_projection(campaign::Prepared const& prepared, Result const& result,
                                                             std::string const& picture, Observer const& observer) {
  require_frames_of_halves(prepared.scan, "--halves-every");
  if (prepared.scan.half != FrameHalf::all || !prepared.options.initial_object.values.empty())
    throw InputError(prepared.scan.sources.front() +
                     ": --halves-every needs all frames and a run without --init, unlike this projection");
  auto const solve = [&observer](Scan const& half, Options const& options) {
    observer.on_message(fmt::format("{} half of the frames", to_word(half.half)));
    return reconstruct(half, options, observer);
  };
  return compare_halves(prepared.scan, prepared.options, result, solve, {picture});
}

}  // namespace

double work_units(Scan const& outline, Options const& options) {
  auto const frames = static_cast<double>(outline.frames);
  auto const detector = static_cast<double>(outline.detector);
  double const transforms = epoch_transforms * options.start_epochs.value_or(most_start_epochs) +
                            solver::iteration_transforms * options.iterations.value_or(solver::usual_iterations);
  return frames * static_cast<double>(options.probe_modes) * transforms * detector * detector * std::log2(detector + 1);
}

campaign::ProjectionWork campaign_work(std::string const& command_line, std::optional<int> devices) {
  return {[](campaign::Projection const& projection) {
            auto const settings = projection_settings(projection, "", "");
            auto const outline = read_outline(projection.inputs, settings.reconstruct.read);
            return campaign::Forecast{work_units(outline, settings.reconstruct.solver), outline.angle_deg};
          },
          [command_line, devices](campaign::Projection const& projection, std::string const& probe,
                                  std::string const& object) {
            return prepare(projection, probe, object, command_line, devices);
          },
          compare_halves_of_projection};
}

}  // namespace ptyger::app
