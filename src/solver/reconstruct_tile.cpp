#include "solver/reconstruct_tile.hpp"

#include <algorithm>

#include "device/copy.hpp"
#include "device/instantiate.hpp"
#include "ptyger/error.hpp"
#include "solver/fit_of_frames.hpp"
#include "solver/hold_out.hpp"
#include "solver/reconstruction.hpp"

namespace ptyger::solver {
namespace {

/// Allocates the cache of a memory strategy. joint: one step moves object and probe.
template <class Exec, class Real>
void allocate_cache(Workspace<Exec, Real>& work, MemoryStrategy strategy, bool joint) {
  auto const frames = static_cast<std::size_t>(work.scan.frames);
  auto const detector = static_cast<std::size_t>(work.scan.detector);
  auto const fields = frames * static_cast<std::size_t>(work.model.modes()) * work.model.wave_pixels();
  auto& cached = work.cached;
  if (strategy == MemoryStrategy::carried) {
    cached.field = make_view<Array1<Exec, Complex<Real>>>(work.device, "far fields", fields);
    cached.a = make_view<Array1<Exec, Complex<Real>>>(work.device, "far fields a", fields);
    if (joint) cached.b = make_view<Array1<Exec, Complex<Real>>>(work.device, "far fields b", fields);
  } else if (strategy == MemoryStrategy::coefficients) {
    cached.coefficients =
        make_view<Array1<Exec, Real>>(work.device, "intensity coefficients", 5 * frames * detector * detector);
  }
}

/// Sets the initial object and probe.
template <class Exec, class Real>
void set_estimate(Workspace<Exec, Real>& work, TeamJob const& job, LocalPart<Exec, Real> const& part) {
  auto const& options = job.options;
  auto const& object = options.resume ? options.resume->estimate.object : options.initial_object.values;
  if (object.empty())
    device::fill(work.device, work.estimate.object, 1);
  else
    part.copy_local_in(object, work.estimate.object);
  work.empty_regions.fill(work.estimate.object, 1);
  device::copy_to_device(work.device, job.probe.values.data(), work.estimate.probe);
}

/// Number of measured pixels of a frame.
double measured_pixels(Scan const& scan) {
  return static_cast<double>(std::count(scan.measured.begin(), scan.measured.end(), 1));
}

/// Number of held-out pixels in all frames. Masked pixels count as well: the misfits are only compared with each other.
double held_out_pixels(std::vector<std::uint8_t> const& fitted, int frames) {
  return static_cast<double>(std::count(fitted.begin(), fitted.end(), 0)) * frames;
}

}  // namespace

template <class Exec, class Real>
void reconstruct_tile(DeviceContext<Exec> const& device, comm::Transport<Exec, Real>& transport, TeamJob const& job,
                      Observer const& observer, Reconstructed& found) {
  auto const& tile = job.tiles[static_cast<std::size_t>(device.id)];
  auto const& options = job.options;
  model::FrameStorage storage{static_cast<int>(options.probe_modes), job.streamed};
  storage.variation = static_cast<int>(options.probe_variation);
  storage.fitted = fitted_pixels(job.scan.detector, held_out_share(options), options.seed);
  Workspace<Exec, Real> work(device, transport, job.scan, job.placement, tile, options.sampling, storage);
  std::array<double, 2> counts{work.scan.total_counts, work.scan.total_amplitude};
  work.total(counts);
  if (!(counts[0] > 0)) throw InputError("all measured counts are zero: there is nothing to reconstruct");
  model::set_guards(work.scan, counts[0] / (double(work.scan.total_frames) * double(job.scan.measured.size())));
  double const frames_a_pixel =
      update::illumination_share(work.scan.total_frames, job.placement.rows, job.placement.cols, job.placement.probe);
  double const frame_counts = counts[0] / work.scan.total_frames;
  work.smoothness.set(options.smoothness * frames_a_pixel, options.edge_threshold, frame_counts);
  work.unit_amplitude.set(options.constraints.unit_amplitude * frames_a_pixel * frame_counts);
  work.probe_subspace.set(options.constraints, work.model.probe_size(), static_cast<int>(job.probe.modes));
  work.empty_regions.set(options.constraints.empty_regions, job.scan, job.placement, tile.subdomain.local);
  allocate_cache(work, job.strategy, job.joint());
  LocalPart<Exec, Real> const part{device, transport, tile.subdomain, job.placement.cols};
  set_estimate(work, job, part);

  bool const is_root = device.id == 0;
  Observer const silent;
  History history(*device.clock, is_root ? observer : silent,
                  {.counts = counts[0],
                   .amplitude = counts[1],
                   .held_out = held_out_pixels(storage.fitted, work.scan.total_frames),
                   .object_share = 1 / (frames_a_pixel * measured_pixels(job.scan))});
  Reconstruction<Exec, Real> reconstruction(work, history, job.options,
                                            {part, job.placement, job.tiles, found.checkpoint});
  if (job.options.resume)
    reconstruction.resume(*job.options.resume);
  else
    reconstruction.start();
  reconstruction.iterate();
  auto const misfit = reconstruction.misfit();

  work.illuminate();
  std::vector<std::complex<double>> object(is_root ? job.placement.rows * job.placement.cols : 0);
  std::vector<double> illumination(object.size());
  part.gather(part.template copy_owned_out<std::complex<double>>(work.estimate.object), object);
  part.gather(part.template copy_owned_out<double>(work.illumination.object), illumination);
  if (options.fit_summary) {
    auto fit = summarise_fit(work, job.tiles);
    if (is_root) found.fit = std::move(fit);
  }
  if (!is_root) return;
  found.object = std::move(object);
  found.illumination = std::move(illumination);
  found.probe = {job.probe.modes, job.probe.size, std::vector<std::complex<double>>(job.probe.values.size())};
  device::copy_to_host(device, work.estimate.probe, found.probe.values.data());
  found.corrections = reconstruction.corrections();
  found.nrmse = history.nrmse(misfit);
  found.r_factor = history.r_factor(misfit);
  found.history = history.records();
  found.interrupted = history.interrupted();
  found.stop_reason = history.stop_reason();
  found.kept_iteration = history.kept_iteration();
  device.clock->collect_seconds();
  found.timings = device.clock->totals();
}

#define PTYGER_INSTANTIATE(Exec, Real)                                                                     \
  template void reconstruct_tile(DeviceContext<Exec> const&, comm::Transport<Exec, Real>&, TeamJob const&, \
                                 Observer const&, Reconstructed&);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)
#undef PTYGER_INSTANTIATE

}  // namespace ptyger::solver
