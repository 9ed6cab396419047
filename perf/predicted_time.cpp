#include "perf/predicted_time.hpp"

#include <algorithm>

#include "solver/ordered_subset_start.hpp"

namespace ptyger::perf {
namespace {

double as_double(std::size_t count) {
  return static_cast<double>(count);
}

/// Number of pixels of each domain on a device.
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
  auto const own = division.frames[device];
  auto const neighbours = tiled ? division.neighbours[device] : division.scan_frames - own;
  auto const& subdomain = division.subdomains(mode)[device];
  auto const local = static_cast<double>(subdomain.local.pixels());
  auto const owned = static_cast<double>(subdomain.owned.pixels());
  return {.frame = frame * as_double(own),
          .searched = frame * as_double(own) * searched_share(division.scan_frames),
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
    double const pixel =
        kernel.launches * kernel.per_pixel(work.modes, work.real_bytes) / (machine.bandwidth * machine.efficiency);
    switch (kernel.domain) {
      case Domain::frame:
        if (with_frames) seconds.frames += pixel * pixels.frame;
        break;
      case Domain::searched:
        if (with_frames) seconds.frames += pixel * pixels.searched;
        break;
      case Domain::illuminated:
        if (with_frames) seconds.frames += pixel * pixels.frame;
        seconds.illumination += pixel * pixels.remotely_illuminated;
        break;
      case Domain::local:
        seconds.object += pixel * pixels.local;
        break;
      case Domain::updated:
        seconds.object += pixel * pixels.updated;
        break;
      case Domain::owned:
        seconds.object += pixel * pixels.owned;
        break;
      case Domain::halo:
        seconds.object += pixel * pixels.halo;
        break;
    }
  }
  return seconds;
}

/// Seconds of all exchanges. Links work in both directions at once, and a device receives about as much as it sends.
double link_seconds(Division const& division, Mode mode, std::vector<comm::Traffic> const& traffic, int exchanges,
                    Machine const& machine, Links const& links) {
  if (division.devices() == 1) return 0;
  double const bandwidth = division.devices() > machine.node ? links.between_nodes : machine.link;
  double most = 0;
  for (auto const& sent : traffic) {
    auto const bytes = over_links(sent, division.devices(), mode);
    double const halos =
        mode == Mode::tiled ? 2.0 * static_cast<double>(std::max(sent.to_owners, sent.from_owners)) : 0.0;
    most = std::max(most, halos + bytes.reduced);
  }
  auto const meetings = exchanges + traffic.front().reductions + 1;  // one more for the decision to continue
  return most / bandwidth + static_cast<double>(meetings) * links.latency;
}

bool measured(Machine const& machine) {
  return machine.iteration_seconds > 0;
}

}  // namespace

Seconds iteration_seconds(Division const& division, Mode mode, Work const& work, Machine const& machine,
                          Links const& links) {
  auto const kernels = iteration_kernels(work.strategy, work.transform_passes);
  Seconds slowest;
  std::vector<comm::Traffic> traffic;
  for (std::size_t device = 0; device < division.frames.size(); ++device) {
    auto seconds = kernel_seconds(kernels, pixels_of(division, mode, device, work), work, machine, !measured(machine));
    if (measured(machine)) seconds.frames = machine.iteration_seconds * as_double(division.frames[device]);
    if (seconds.total() > slowest.total()) slowest = seconds;
    traffic.push_back(partition::iteration_traffic(division.subdomains(mode), static_cast<int>(device), work.needs()));
  }
  slowest.links = link_seconds(division, mode, traffic, partition::exchanges_of_iteration, machine, links);
  return slowest;
}

Seconds epoch_seconds(Division const& division, Mode mode, Work const& work, Machine const& machine,
                      Links const& links) {
  int const subsets = solver::start_subsets(static_cast<int>(division.scan_frames));
  auto const of_frames = epoch_kernels(work.transform_passes);
  auto of_steps = epoch_step_kernels();
  for (auto& kernel : of_steps) kernel.launches *= subsets;
  Seconds slowest;
  std::vector<comm::Traffic> traffic;
  for (std::size_t device = 0; device < division.frames.size(); ++device) {
    auto const pixels = pixels_of(division, mode, device, work);
    auto seconds = kernel_seconds(of_frames, pixels, work, machine, !measured(machine));
    if (measured(machine)) seconds.frames = machine.epoch_seconds * as_double(division.frames[device]);
    seconds.object = kernel_seconds(of_steps, pixels, work, machine, true).object;
    if (seconds.total() > slowest.total()) slowest = seconds;
    traffic.push_back(
        partition::epoch_traffic(division.subdomains(mode), static_cast<int>(device), work.needs(), subsets, false));
  }
  slowest.links = link_seconds(division, mode, traffic, partition::exchanges_of_epoch(subsets, false), machine, links);
  return slowest;
}

}  // namespace ptyger::perf
