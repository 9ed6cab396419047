#include <fmt/format.h>

#include <numeric>

#include "core/error.hpp"
#include "partition/memory_plan.hpp"
#include "partition/scan_order.hpp"
#include "ptyger/reconstruct.hpp"
#include "solver/blind_probe.hpp"
#include "solver/check_scan.hpp"
#include "solver/finish.hpp"
#include "solver/reconstruction.hpp"
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
void keep_fields(Workspace<Exec, Real>& work, MemoryStrategy strategy, bool joint) {
  auto const frames = static_cast<std::size_t>(work.scan.frames);
  auto const detector = static_cast<std::size_t>(work.scan.detector);
  auto const fields = frames * static_cast<std::size_t>(work.model.modes()) * work.model.wave_pixels();
  auto& kept = work.kept;
  if (strategy == MemoryStrategy::carried) {
    kept.field = make_view<Array1<Exec, Complex<Real>>>(work.device, "far fields", fields);
    kept.a = make_view<Array1<Exec, Complex<Real>>>(work.device, "far fields a", fields);
    if (joint) kept.b = make_view<Array1<Exec, Complex<Real>>>(work.device, "far fields b", fields);
  } else if (strategy == MemoryStrategy::coefficients) {
    kept.coefficients =
        make_view<Array1<Exec, Real>>(work.device, "intensity coefficients", 5 * frames * detector * detector);
  }
}

template <class Exec, class Real>
Result run(Scan const& scan, Options const& options, Observer const& observer) {
  Result result;
  std::size_t const probe_size = options.probe_start == ProbeStart::blind ? scan.detector : scan.probe.size;
  auto const placement = place_frames(scan, probe_size);
  check_initial_object(options, placement);
  bool const joint = options.scheme == Scheme::joint && options.recover_probe;
  bool const in_turn = options.scheme == Scheme::alternating && options.recover_probe;
  MemoryNeeds const needs{.frames = scan.frames,
                          .detector = scan.detector,
                          .pitch = static_cast<std::size_t>(row_pitch<Exec>(static_cast<int>(scan.detector))),
                          .probe = probe_size,
                          .modes = options.probe_modes,
                          .object_pixels = placement.rows * placement.cols,
                          .real_bytes = sizeof(Real),
                          .joint = joint,
                          .lines = in_turn ? 2U : 1U};
  auto const strategy = choose_strategy(needs, options.memory, available_host_memory());
  result.memory_strategy = to_string(strategy);
  auto const probe = initial_probe(scan, options, observer, result);

  StageClock clock;
  DeviceContext<Exec> const device{.exec = Exec{}, .clock = &clock};
  NoTransport<Exec, Real> transport;
  Workspace<Exec, Real> work(device, transport, scan, placement, scan_order(placement.row, placement.col),
                             options.sampling, static_cast<int>(probe.modes));
  if (!(work.scan.total_counts > 0)) throw InputError("all measured counts are zero: there is nothing to reconstruct");
  keep_fields(work, strategy, joint);
  if (options.initial_object.values.empty())
    Kokkos::deep_copy(device.exec, work.estimate.object, Complex<Real>(1));
  else
    copy_in(device, options.initial_object.values.data(), work.estimate.object);
  copy_in(device, probe.values.data(), work.estimate.probe);

  History history(clock, observer, work.scan.total_counts, work.scan.total_amplitude);
  Reconstruction<Exec, Real> reconstruction(work, history, options);
  reconstruction.start();
  reconstruction.iterate();
  auto const misfit = reconstruction.misfit();
  result.nrmse = history.nrmse(misfit);
  result.r_factor = history.r_factor(misfit);

  std::vector<std::complex<double>> object(placement.rows * placement.cols);
  ProbeModes modes{probe.modes, probe.size, std::vector<std::complex<double>>(probe.values.size())};
  copy_out(device, work.estimate.object, object.data());
  copy_out(device, work.estimate.probe, modes.values.data());
  finish_result(result, placement, std::move(object), modes, work.lit(), options.recover_probe);
  result.history = history.records();
  result.complete = !history.interrupted();
  result.stop_reason = history.stop_reason();
  clock.take();
  result.timings = clock.totals();
  return result;
}

}  // namespace

Result reconstruct(Scan const& scan, Options const& options, Observer const& observer) {
  check_scan(scan, options);
  return options.precision == Precision::full ? run<Kokkos::Serial, double>(scan, options, observer)
                                              : run<Kokkos::Serial, float>(scan, options, observer);
}

}  // namespace ptyger
