#include "solver/plan_run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "comm/transports.hpp"
#include "device/device_context.hpp"
#include "device/topology.hpp"
#include "fft/fft2d_batch.hpp"
#include "partition/host_memory.hpp"
#include "ptyger/error.hpp"
#include "solver/ordered_subset_start.hpp"

namespace ptyger::solver {
namespace {

constexpr int least_frames = 16;      // of a device, when the number of devices is left to this program
constexpr double usable_part = 0.95;  // of a GPU's memory: libraries need some

struct CountsInMemory {
  std::size_t of_one = 0;  ///< bytes of a count
  std::size_t all = 0;     ///< bytes that are in memory already
};

CountsInMemory counts_of(Scan const& scan) {
  return std::visit(
      []<class Count>(std::vector<Count> const& counts) {
        return CountsInMemory{sizeof(Count), sizeof(Count) * counts.size()};
      },
      scan.counts);
}

partition::MemoryNeeds needs_of(Scan const& scan, Options const& options) {
  bool const in_turn = options.scheme == Scheme::alternating && options.recover_probe;
  return {.detector = scan.detector,
          .pitch = static_cast<std::size_t>(fft::row_pitch<RunDevice>(static_cast<int>(scan.detector))),
          .probe = probe_size(scan, options),
          .modes = options.probe_modes,
          .count_bytes = counts_of(scan).of_one,
          .real_bytes = options.precision == Precision::full ? sizeof(double) : sizeof(float),
          .sampling = options.sampling,
          .joint = options.scheme == Scheme::joint && options.recover_probe,
          .lines = in_turn ? 2U : 1U,
          .holds_out = !options.iterations && options.hold_out > 0,
          .refines = options.refine.any(),
          .starts = start_epochs(options, static_cast<int>(scan.frames)) > 0,
          .chunk_bytes = DeviceContext<RunDevice>{}.chunk_bytes,
          .gpu = !is_host_device<RunDevice>};
}

partition::MemoryLimit limit_of(Scan const& scan, DeviceOptions const& options, int devices, Node node) {
  bool const named = options.memory.has_value();
  partition::MemoryLimit limit;
  if (node == Node::elsewhere && named) return {.device = *options.memory};
  limit.host = partition::available_host_memory();
  if (limit.host != partition::MemoryLimit::none) limit.host += counts_of(scan).all;
  if (named)
    limit.device = *options.memory;
  else if (!is_host_device<RunDevice> && node == Node::here)
    limit.device = static_cast<std::size_t>(usable_part * static_cast<double>(device::free_gpu_memory(devices)));
  return limit;
}

void choose_devices(RunPlan& run, DeviceOptions const& options, std::size_t frames, Node node) {
  if (options.count && node == Node::elsewhere) {
    run.devices = *options.count;
    run.why_devices = "as asked for";
    return;
  }
  auto const topology = is_host_device<RunDevice> ? device::host_topology() : device::gpu_topology();
  int const here = device::automatic_devices(topology);
  if (here < 1) throw InputError("no device is usable here; `ptyger devices` says why");
  if (options.count) {
    run.devices = *options.count;
    run.why_devices = "as asked for";
    if (run.devices <= here) return;
    if (topology.kind == device::DeviceKind::gpus)
      throw InputError(
          fmt::format("--devices {}: this node has {} GPUs; `ptyger devices` lists them", run.devices, here));
    run.why_devices = fmt::format("as asked for, on {} core{}", here, here == 1 ? "" : "s");
    return;
  }
  int const worthwhile = std::max(1, static_cast<int>(frames) / least_frames);
  run.devices = std::min(here, worthwhile);
  run.why_devices =
      here <= worthwhile ? device::automatic_reason(topology) : fmt::format("{} frames are too few for more", frames);
}

}  // namespace

std::size_t probe_size(Scan const& scan, Options const& options) {
  return options.probe_start == ProbeStart::blind ? scan.detector : scan.probe.size;
}

RunPlan plan_run(Scan const& scan, Options const& options, Node node) {
  comm::require_transport<RunDevice>(options.devices.transport);
  RunPlan run;
  choose_devices(run, options.devices, scan.positions.size(), node);
  run.placement = model::place_frames(scan, probe_size(scan, options), options.refine.drift_pixels());
  run.limit = limit_of(scan, options.devices, run.devices, node);
  auto devices = options.devices;
  devices.margin += options.refine.drift_pixels();
  run.plan =
      partition::make_plan(needs_of(scan, options), run.placement, run.devices, devices, options.memory, run.limit);
  return run;
}

std::string RunPlan::summary() const {
  auto const mib = [](auto bytes) { return static_cast<double>(bytes) / (1 << 20); };
  auto const& choice = plan.chosen();
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
