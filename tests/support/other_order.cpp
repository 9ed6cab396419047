#include "tests/support/other_order.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "comm/transport.hpp"
#include "core/random.hpp"
#include "solver/finish.hpp"
#include "solver/plan_run.hpp"
#include "solver/reconstruct_tile.hpp"
#include "solver/scan_statistics.hpp"
#include "tests/support/small_scan.hpp"
#include "update/probe_modes.hpp"

namespace ptyger::test {

namespace {

/// The result of one host device. order: of the frames; empty: as in reconstruct().
template <class Real>
Result run(Scan const& scan, Options const& options, std::vector<int> const& order) {
  auto single_device = options;
  single_device.devices.count = 1;
  auto const run = solver::plan_run(scan, single_device);
  auto const& memory_choice = run.plan.chosen();
  solver::TeamJob job{scan, single_device, run.placement, run.plan.tiles, memory_choice.strategy};
  auto const mean = solver::mean_pattern(scan);
  job.probe = update::with_modes(scan.probe, options.probe_modes);
  update::scale_to_power(job.probe,
                         std::accumulate(mean.begin(), mean.end(), 0.0) / solver::measured_share(scan, job.probe));
  job.probe = scan.probe_of_frame.empty()
                  ? update::with_variation(std::move(job.probe), options.probe_modes, options.probe_variation)
                  : update::with_further_probes(std::move(job.probe), {}, options.probe_variation);
  auto& tile = job.tiles.front();
  auto const before = tile;
  for (std::size_t i = 0; i < order.size(); ++i) {
    auto const from = static_cast<std::size_t>(order[i]);
    tile.own[i] = before.own[from];
    tile.ranks[i] = before.ranks[from];
  }
  comm::NoTransport<Kokkos::Serial, Real> none;
  core::StageClock clock;
  DeviceContext<Kokkos::Serial> device;
  device.clock = &clock;
  solver::Reconstructed found;
  solver::reconstruct_tile(device, none, job, {}, found);
  Result result;
  solver::finish_result(result, job.placement, std::move(found.object), found.probe, options.probe_variation,
                        std::move(found.illumination), options.recover_probe);
  solver::put_corrections(result, scan, found.corrections, options.refine);
  result.nrmse = found.nrmse;
  result.r_factor = found.r_factor;
  result.history = std::move(found.history);
  return result;
}

}  // namespace

Result on_host_device(Scan const& scan, Options const& options) {
  return options.precision == Precision::full ? run<double>(scan, options, {}) : run<float>(scan, options, {});
}

Result in_other_order(Scan const& scan, Options const& options, std::vector<int> const& order) {
  return run<float>(scan, options, order);
}

double distance(Result const& found, Result const& expected) {
  return std::max(relative_distance(found.object.values, expected.object.values),
                  relative_distance(found.probe.values, expected.probe.values));
}

RoundingDifferences::RoundingDifferences(Scan const& scan, Options const& options, Result const& reference) {
  auto const frames = static_cast<int>(scan.frames);
  std::vector<int> backwards(scan.frames);
  std::iota(backwards.rbegin(), backwards.rend(), 0);
  core::Random random(1);
  for (auto const& order : {backwards, random.permutation(frames), random.permutation(frames)}) {
    auto other = in_other_order(scan, options, order);
    distance = std::max(distance, test::distance(other, reference));
    for (std::size_t i = 0; i < std::min(other.history.size(), reference.history.size()); ++i) {
      nrmse = std::max(nrmse, std::abs(other.history[i].nrmse / reference.history[i].nrmse - 1));
      r_factor = std::max(r_factor, std::abs(other.history[i].r_factor / reference.history[i].r_factor - 1));
    }
    others.push_back(std::move(other));
  }
}

}  // namespace ptyger::test
