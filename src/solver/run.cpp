#include <fmt/format.h>

#include <numeric>

#include "comm/transports.hpp"
#include "core/error.hpp"
#include "fft/fft2d_batch.hpp"
#include "partition/tiles.hpp"
#include "ptyger/reconstruct.hpp"
#include "solver/blind_probe.hpp"
#include "solver/check_scan.hpp"
#include "solver/finish.hpp"
#include "solver/reconstruct_tile.hpp"
#include "solver/scan_statistics.hpp"
#include "update/probe_modes.hpp"

namespace ptyger {
namespace {

/// The probe that the reconstruction begins with, with all its modes, scaled to the measured light; that of an initial
/// object keeps its power.
ProbeModes initial_probe(Scan const& scan, Options const& options, Observer const& observer, Result& result) {
  if (options.keep_probe_power) {
    auto probe = with_modes(scan.probe, options.probe_modes);
    scale_to_power(probe, power(scan.probe));
    return probe;
  }
  auto const mean = mean_pattern(scan);
  ProbeModes probe = scan.probe;
  if (options.probe_start == ProbeStart::blind) {
    auto found = find_probe(scan, mean, options, observer);
    result.search_transforms = found.transforms;
    probe = std::move(found.probe);
  }
  probe = with_modes(probe, options.probe_modes);
  scale_to_power(probe, std::accumulate(mean.begin(), mean.end(), 0.0) / measured_share(scan, probe));
  return probe;
}

void check_initial_object(Options const& options, Placement const& placement) {
  auto const& object = options.initial_object;
  if (object.values.empty() || (object.rows == placement.rows && object.cols == placement.cols)) return;
  throw InputError(fmt::format("the initial object has {} x {} pixels, this scan needs {} x {}", object.rows,
                               object.cols, placement.rows, placement.cols));
}

template <class Exec, class Real>
Result run(Scan const& scan, Options const& options, Observer const& observer) {
  std::size_t const probe_size = options.probe_start == ProbeStart::blind ? scan.detector : scan.probe.size;
  Job job{scan, options, place_frames(scan, probe_size), {}, {}, {}};
  check_initial_object(options, job.placement);
  int const devices = options.devices.count.value_or(1);
  job.tiles = options.devices.partition == Partition::replicated
                  ? replicate(job.placement, devices)
                  : cut_into_tiles(job.placement, devices, options.devices.margin);
  MemoryNeeds const needs{.frames = scan.frames,
                          .detector = scan.detector,
                          .pitch = static_cast<std::size_t>(row_pitch<Exec>(static_cast<int>(scan.detector))),
                          .probe = probe_size,
                          .modes = options.probe_modes,
                          .object_pixels = job.placement.rows * job.placement.cols,
                          .real_bytes = sizeof(Real),
                          .joint = job.joint(),
                          .lines = options.scheme == Scheme::alternating && options.recover_probe ? 2U : 1U};
  job.strategy = choose_strategy(needs, options.memory, available_host_memory());
  Result result;
  result.memory_strategy = to_string(job.strategy);
  job.probe = initial_probe(scan, options, observer, result);

  std::vector<Territory> territories;
  for (auto const& tile : job.tiles) territories.push_back(tile.territory);
  DeviceTeam<Exec> team(devices, options.devices.timeout, options.devices.deterministic);
  auto const transports = make_transports<Exec, Real>(options.devices.transport, team, territories);
  Reconstructed found(job.placement);
  team.run([&](DeviceContext<Exec> const& device) {
    reconstruct_tile(device, *transports[static_cast<std::size_t>(device.id)], job, observer, found);
  });
  finish_result(result, job.placement, std::move(found.object), found.probe, std::move(found.illumination),
                options.recover_probe);
  result.nrmse = found.nrmse;
  result.r_factor = found.r_factor;
  result.history = std::move(found.history);
  result.complete = !found.interrupted;
  result.stop_reason = std::move(found.stop_reason);
  result.timings = std::move(found.timings);
  return result;
}

}  // namespace

Result reconstruct(Scan const& scan, Options const& options, Observer const& observer) {
  check_scan(scan, options);
  return options.precision == Precision::full ? run<Kokkos::Serial, double>(scan, options, observer)
                                              : run<Kokkos::Serial, float>(scan, options, observer);
}

}  // namespace ptyger
