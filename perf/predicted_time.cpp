#include "perf/predicted_time.hpp"

#include <algorithm>

#include "solver/ordered_subset_start.hpp"

namespace ptyger::perf {
namespace {

double as_double(std::size_t count) {
  return static_cast<double>(count);
}

/// Number of pixels of each Domain on a device.
struct Pixels {
  double frame = 0;
  double searched = 0;
  double remotely_illuminated = 0;  ///< pixels of the patches of other devices' frames
  double local = 0;
  double updated = 0;
  double owned = 0;
  double halo = 0;
};

Pixels pixels_of(Division const& division, Mode mode, std::size_t device, Work const& work) {
  double const frame = as_double(work.probe * work.probe);
  bool const tiled = mode == Mode::tiled;
  auto const own_frames = division.frames[device];
  auto const neighbours = tiled ? division.neighbours[device] : division.scan_frames - own_frames;
  auto const& subdomain = division.subdomains(mode)[device];
  auto const local = static_cast<double>(subdomain.local.pixels());
  auto const owned = static_cast<double>(subdomain.owned.pixels());
  return {.frame = frame * as_double(own_frames),
          .searched = frame * as_double(own_frames) * searched_share(division.scan_frames),
          .remotely_illuminated = frame * as_double(neighbours),
          .local = local,
          .updated = static_cast<double>(subdomain.updated.pixels()),
          .owned = owned,
          .halo = tiled ? local - owned : 0};
}

/// Seconds of kernels, from the bytes that they move. Without `with_frames` only kernels that the measured time per
/// frame does not include.
Seconds kernel_seconds(std::vector<KernelBytes> const& kernels, Pixels const& pixels, Work const& work,
                       Machine const& machine, bool with_frames) {
  Seconds seconds;
  for (auto const& kernel : kernels) {
    double const byte_seconds =
        kernel.per_pixel(work.modes, work.real_bytes) / (machine.bandwidth * machine.efficiency);
    double const issue_seconds = machine.instructions > 0 ? kernel.instructions * as_double(work.modes) /
                                                                (machine.instructions * machine.issue_efficiency)
                                                          : 0;
    double const pixel_seconds = kernel.launches * std::max(byte_seconds, issue_seconds);
    switch (kernel.domain) {
      case Domain::frame:
        if (with_frames) seconds.frames += pixel_seconds * pixels.frame;
        break;
      case Domain::searched:
        if (with_frames) seconds.frames += pixel_seconds * pixels.searched;
        break;
      case Domain::remote:
        seconds.illumination += pixel_seconds * pixels.remotely_illuminated;
        break;
      case Domain::local:
        seconds.object += pixel_seconds * pixels.local;
        break;
      case Domain::updated:
        seconds.object += pixel_seconds * pixels.updated;
        break;
      case Domain::owned:
        seconds.object += pixel_seconds * pixels.owned;
        break;
      case Domain::halo:
        seconds.object += pixel_seconds * pixels.halo;
        break;
    }
  }
  return seconds;
}

/// Seconds of all exchanges. exchanges: exchanges of pixel arrays. Links work in both directions at once, and a device
/// receives about as much as it sends.
double link_seconds(Division const& division, Mode mode, std::vector<comm::Traffic> const& traffic, int exchanges,
                    Machine const& machine, Links const& links) {
  if (division.devices() == 1) return 0;
  double const bandwidth = division.devices() > machine.devices_in_node ? links.between_nodes : machine.link_bandwidth;
  double most_bytes = 0;
  for (auto const& sent : traffic) {
    auto const bytes = link_bytes(sent, division.devices(), mode);
    double const halo_bytes =
        mode == Mode::tiled ? 2.0 * static_cast<double>(std::max(sent.to_owners, sent.from_owners)) : 0.0;
    most_bytes = std::max(most_bytes, halo_bytes + bytes.all_reduce_bytes);
  }
  auto const exchange_count = exchanges + traffic.front().reductions + 1;  // the last one decides whether to continue
  return most_bytes / bandwidth + static_cast<double>(exchange_count) * links.latency;
}

/// Whether the seconds per frame are measured, and not predicted from bytes.
bool is_measured(Machine const& machine) {
  return machine.iteration_seconds > 0;
}

}  // namespace

Seconds iteration_seconds(Division const& division, Mode mode, Work const& work, Machine const& machine,
                          Links const& links) {
  auto const kernels = iteration_kernels(work.strategy, work.transform_passes);
  Seconds slowest;
  std::vector<comm::Traffic> traffic;
  for (std::size_t device = 0; device < division.frames.size(); ++device) {
    auto seconds =
        kernel_seconds(kernels, pixels_of(division, mode, device, work), work, machine, !is_measured(machine));
    if (is_measured(machine)) seconds.frames = machine.iteration_seconds * as_double(division.frames[device]);
    if (seconds.total() > slowest.total()) slowest = seconds;
    traffic.push_back(partition::iteration_traffic(division.subdomains(mode), static_cast<int>(device), work.needs()));
  }
  slowest.links = link_seconds(division, mode, traffic, partition::exchanges_of_iteration, machine, links);
  return slowest;
}

Seconds epoch_seconds(Division const& division, Mode mode, Work const& work, Machine const& machine,
                      Links const& links) {
  int const subsets = solver::start_subsets(static_cast<int>(division.scan_frames));
  auto const frame_kernels = epoch_kernels(work.transform_passes);
  auto step_kernels = epoch_step_kernels();
  for (auto& kernel : step_kernels) kernel.launches *= subsets;
  Seconds slowest;
  std::vector<comm::Traffic> traffic;
  for (std::size_t device = 0; device < division.frames.size(); ++device) {
    auto const pixels = pixels_of(division, mode, device, work);
    auto seconds = kernel_seconds(frame_kernels, pixels, work, machine, !is_measured(machine));
    if (is_measured(machine)) seconds.frames = machine.epoch_seconds * as_double(division.frames[device]);
    seconds.object = kernel_seconds(step_kernels, pixels, work, machine, true).object;
    if (seconds.total() > slowest.total()) slowest = seconds;
    traffic.push_back(
        partition::epoch_traffic(division.subdomains(mode), static_cast<int>(device), work.needs(), subsets, false));
  }
  slowest.links = link_seconds(division, mode, traffic, partition::exchanges_of_epoch(subsets, false), machine, links);
  return slowest;
}

}  // namespace ptyger::perf
