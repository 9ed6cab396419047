#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <numeric>

#include "comm/transports.hpp"
#include "device/copy_stream.hpp"
#include "model/fly_scan.hpp"
#include "ptyger/error.hpp"
#include "ptyger/reconstruct.hpp"
#include "solver/allowed_probe.hpp"
#include "solver/check_scan.hpp"
#include "solver/checkpoints.hpp"
#include "solver/empty_object.hpp"
#include "solver/finish.hpp"
#include "solver/plan_run.hpp"
#include "solver/reconstruct_tile.hpp"
#include "solver/scan_statistics.hpp"
#include "solver/trials/blind_probe.hpp"
#include "update/probe_modes.hpp"
#include "update/probe_spectrum.hpp"

namespace ptyger::solver {
namespace {

/// The initial probe with all its modes, inside its known aperture or support, scaled to the measured power. The probe
/// that belongs to an initial object keeps its power; the probe of a checkpoint is not changed.
ProbeModes initial_probe(Scan const& scan, Options const& options, Observer const& observer, Result& result) {
  if (options.resume) {
    auto const& from = *options.resume;
    result.search_transforms = from.search_transforms;
    return {from.modes + from.variation, from.probe_size, from.estimate.probe};
  }
  if (options.keep_probe_power) {
    auto probe = update::with_modes(scan.probe, options.probe_modes, options.mode_start);
    update::scale_to_power(probe, update::power(scan.probe));
    return allowed_probe(std::move(probe), options.constraints);
  }
  auto const mean = mean_pattern(scan);
  ProbeModes probe = scan.probe;
  if (options.probe_start == ProbeStart::blind) {
    auto found = find_probe(scan, mean, options, observer);
    result.search_transforms = found.transforms;
    probe = std::move(found.probe);
  }
  if (options.fly.moves() && probe.modes < options.probe_modes) {
    auto const motion = model::exposure_motion(scan, options.fly);
    probe = update::moving_modes(probe, options.probe_modes, motion.row_m / scan.pixel_row_m,
                                 motion.col_m / scan.pixel_col_m);
  } else {
    probe = update::with_modes(probe, options.probe_modes, options.mode_start);
  }
  probe = allowed_probe(std::move(probe), options.constraints);
  update::scale_to_power(probe, std::accumulate(mean.begin(), mean.end(), 0.0) / measured_share(scan, probe));
  return probe;
}

/// Modes and variation probes: the initial ones, unless a checkpoint has them.
ProbeModes all_probes(ProbeModes modes, Scan const& scan, Options const& options) {
  auto const variation = options.probe_variation;
  if (options.resume || variation == 0) return modes;
  auto probes = scan.probe_of_frame.empty()
                    ? update::with_variation(std::move(modes), options.probe_modes, variation)
                    : update::with_further_probes(std::move(modes), scan.further_probes, variation);
  return allowed_probe(std::move(probes), options.constraints);
}

void check_initial_object(Options const& options, model::Placement const& placement) {
  auto const& object = options.initial_object;
  if (object.values.empty() || (object.rows == placement.rows && object.cols == placement.cols)) return;
  throw InputError(fmt::format("the initial object has {} x {} pixels, this scan needs {} x {}", object.rows,
                               object.cols, placement.rows, placement.cols));
}

std::string resume_message(Checkpoint const& from, int devices) {
  auto text = fmt::format("goes on after iteration {}", from.iteration);
  if (from.devices != devices)
    text += fmt::format(" of a run on {} device{}", from.devices, from.devices == 1 ? "" : "s");
  return text;
}

/// Pins the counts in memory, so that a GPU can copy streamed frames while it computes.
template <class Exec>
std::unique_ptr<device::PinnedMemory<Exec>> pin_counts(Scan const& scan) {
  return std::visit(
      [](auto const& counts) {
        return std::make_unique<device::PinnedMemory<Exec>>(counts.data(), counts.size() * sizeof(counts.front()));
      },
      scan.counts);
}

/// InputError when a run that ended by itself explains the frames worse than an empty object.
void require_better_than_empty(Result const& result, Options const& options) {
  auto const problem = worse_than_empty(result);
  if (problem.empty() || options.iterations || !result.complete) return;
  throw InputError(problem +
                   ". `ptyger inspect` shows what looks wrong; --iterations N writes the images nevertheless");
}

template <class Exec, class Real>
Result run_on_devices(Scan const& scan, Options const& options, Observer const& observer) {
  auto const run = plan_run(scan, options);
  auto checkpoint = make_checkpoint(scan, run.placement, options, run.team.total);
  if (options.resume)
    check_resume(*options.resume, checkpoint);
  else
    check_initial_object(options, run.placement);
  partition::require_fit(run.plan, run.limit);
  if (observer.on_message) observer.on_message(run.summary());
  if (options.resume && observer.on_message) observer.on_message(resume_message(*options.resume, run.team.total));
  auto const& choice = run.plan.chosen();
  Result result;
  result.memory_strategy = to_word(choice.strategy);
  result.devices = run.team.total;
  result.partition = to_word(run.plan.partition);
  TeamJob const job{scan,
                    options,
                    run.placement,
                    run.plan.tiles,
                    choice.strategy,
                    choice.streamed,
                    all_probes(initial_probe(scan, options, observer, result), scan, options)};
  auto const subdomains = partition::subdomains_of(job.tiles);
  device::DeviceTeam<Exec> team(run.team, options.devices.timeout, options.devices.deterministic);
  auto const transports = comm::make_transports<Exec, Real>(options.devices.transport, team, subdomains);
  Reconstructed found;
  checkpoint.search_transforms = result.search_transforms;
  found.checkpoint = std::move(checkpoint);
  auto const pinned = choice.streamed ? pin_counts<Exec>(scan) : nullptr;
  team.run([&](DeviceContext<Exec> device) {
    device.chunk_bytes = choice.chunk_bytes;
    reconstruct_tile(device, *transports[run.team.place(device.id)], job, observer, found);
  });
  finish_result(result, job.placement, std::move(found.object), found.probe, options.probe_variation,
                std::move(found.illumination), options.recover_probe && options.constraints.empty_regions.empty());
  put_corrections(result, scan, found.corrections, options.refine);
  result.nrmse = found.nrmse;
  result.r_factor = found.r_factor;
  result.fit = std::move(found.fit);
  result.history = std::move(found.history);
  result.empty_nrmse = empty_object_nrmse(scan, result.probe);
  result.complete = !found.interrupted;
  result.stop_reason = std::move(found.stop_reason);
  result.kept_iteration = found.kept_iteration;
  result.timings = std::move(found.timings);
  require_better_than_empty(result, options);
  return result;
}

}  // namespace

}  // namespace ptyger::solver

ptyger::Result ptyger::reconstruct(Scan const& scan, Options const& options, Observer const& observer) {
  solver::check_scan(scan, options);
  return options.precision == Precision::full ? solver::run_on_devices<RunDevice, double>(scan, options, observer)
                                              : solver::run_on_devices<RunDevice, float>(scan, options, observer);
}
