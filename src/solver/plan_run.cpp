#include "solver/plan_run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "comm/transports.hpp"
#include "device/device_context.hpp"
#include "device/topology.hpp"
#include "fft/fft2d_batch.hpp"
#include "partition/host_memory.hpp"
#include "ptyger/error.hpp"
#include "solver/hold_out.hpp"
#include "solver/ordered_subset_start.hpp"

namespace ptyger::solver {
namespace {

constexpr std::size_t least_frames = 16;  // frames a device when the program chooses the number of devices
constexpr std::size_t least_gpu_pixels = std::size_t{1} << 22;  // of frames and modes, for each GPU: 2^18 threads
constexpr double usable_part = 0.95;  // share of the free memory of a GPU; libraries need the rest

struct CountsInMemory {
  std::size_t count_bytes = 0;  ///< bytes of one count
  std::size_t total_bytes = 0;  ///< bytes of all counts in memory
};

CountsInMemory counts_of(Scan const& scan) {
  return std::visit(
      []<class Count>(std::vector<Count> const& counts) {
        return CountsInMemory{sizeof(Count), sizeof(Count) * counts.size()};
      },
      scan.counts);
}

partition::MemoryNeeds needs_of(Scan const& scan, Options const& options) {
  return {.detector = scan.detector,
          .pitch = static_cast<std::size_t>(fft::row_pitch<RunDevice>(static_cast<int>(scan.detector))),
          .probe = probe_size(scan, options),
          .modes = options.probe_modes,
          .variation = options.probe_variation,
          .ideal_detector = scan.response.ideal(),
          .count_bytes = counts_of(scan).count_bytes,
          .real_bytes = options.precision == Precision::full ? sizeof(double) : sizeof(float),
          .sampling = options.sampling,
          .near_field = scan.near_field.has_value(),
          .sequences = {options.scheme, options.recover_probe},
          .holds_out = held_out_share(options) > 0,
          .refines = options.refine.any() || options.probe_variation > 0,
          .starts = start_epochs(options, static_cast<int>(scan.frames)) > 0,
          .chunk_bytes = device::default_chunk_bytes<RunDevice>,
          .least_chunk_bytes = device::least_chunk_bytes<RunDevice>,
          .gpu = !is_host_device<RunDevice>};
}

partition::MemoryLimit limit_of(Scan const& scan, DeviceOptions const& options, device::Team const& team, Node node) {
  bool const memory_given = options.memory.has_value();
  partition::MemoryLimit limit;
  if (node == Node::elsewhere && memory_given) return {.device = *options.memory};
  limit.host = partition::available_host_memory();
  if (limit.host != partition::MemoryLimit::none) limit.host += counts_of(scan).total_bytes;
  if (memory_given)
    limit.device = *options.memory;
  else if (!is_host_device<RunDevice> && node == Node::here)
    limit.device = static_cast<std::size_t>(usable_part * static_cast<double>(device::free_gpu_memory(team.local)));
  return limit;
}

/// Number of devices, and the reason in words.
struct DeviceChoice {
  int devices = 1;
  std::string why;
};

/// Number of devices that have enough work: frames on a core, pixels for all threads on a GPU, where an exchange takes
/// longer than the work of idle threads.
int worthwhile_devices(Scan const& scan, Options const& options) {
  auto const frames = scan.positions.size();
  auto const pixels = frames * scan.detector * scan.detector * options.probe_modes;
  auto const filled = is_host_device<RunDevice> ? frames : pixels / least_gpu_pixels;
  return static_cast<int>(std::max<std::size_t>(1, std::min(filled, frames / least_frames)));
}

DeviceChoice choose_devices(Scan const& scan, Options const& run_options, Node node) {
  auto const& options = run_options.devices;
  if (options.count && node == Node::elsewhere) return {*options.count, "as asked for"};
  auto const topology = is_host_device<RunDevice> ? device::host_topology() : device::gpu_topology();
  int const available = device::automatic_devices(topology);
  if (available < 1) throw InputError("no device is usable here; `ptyger devices` says why");
  if (options.count) {
    int const asked = *options.count;
    if (asked <= available) return {asked, "as asked for"};
    if (topology.kind == device::DeviceKind::gpus)
      throw InputError(
          fmt::format("--devices {}: this node has {} GPUs; `ptyger devices` lists them", asked, available));
    return {asked, fmt::format("as asked for, on {} core{}", available, available == 1 ? "" : "s")};
  }
  int const worthwhile = worthwhile_devices(scan, run_options);
  if (available <= worthwhile) return {available, device::automatic_reason(topology)};
  return {worthwhile,
          fmt::format("{0} frames of {1} x {1} pixels are too few for more", scan.positions.size(), scan.detector)};
}

}  // namespace

std::size_t probe_size(Scan const& scan, Options const& options) {
  return options.probe_start == ProbeStart::blind ? scan.detector : scan.probe.size;
}

RunPlan plan_run(Scan const& scan, Options const& options, Node node) {
  comm::require_transport<RunDevice>(options.devices.transport);
  RunPlan run;
  auto choice = choose_devices(scan, options, node);
  run.team = device::Team::of_one_process(choice.devices);
  run.why_devices = std::move(choice.why);
  run.placement = model::place_frames(scan, probe_size(scan, options), options.refine.drift_pixels());
  auto devices = options.devices;
  devices.margin += options.refine.drift_pixels();
  auto const needs = needs_of(scan, options);
  auto const make_plan = [&] {
    run.limit = limit_of(scan, options.devices, run.team, node);
    run.plan = partition::make_plan(needs, run.placement, run.team.total, devices, options.memory, run.limit);
  };
  make_plan();
  bool const is_best = run.plan.choice == 0 && run.plan.chosen().chunk_bytes == needs.chunk_bytes;
  // Communicators of the last projection hold memory that this one may miss.
  if (!is_best && comm::close_kept_communicators<RunDevice>()) make_plan();
  return run;
}

std::string RunPlan::summary() const {
  auto const mib = [](auto bytes) { return static_cast<double>(bytes) / (1 << 20); };
  auto const& choice = plan.chosen();
  int const devices = team.total;
  auto text = fmt::format("{} device{} ({})", devices, devices == 1 ? "" : "s", why_devices);
  if (devices > 1) {
    auto const other = plan.partition == Partition::tiled ? Partition::replicated : Partition::tiled;
    text += fmt::format(", {} (sends {:.3g} MiB an iteration, {} would send {:.3g})", to_word(plan.partition),
                        mib(plan.most_sent(plan.partition)), to_word(other), mib(plan.most_sent(other)));
  }
  return text + fmt::format(", {}{}, {:.3g} MiB on a device", to_word(choice.strategy),
                            choice.streamed ? ", frames streamed" : "", mib(choice.largest()));
}

}  // namespace ptyger::solver
