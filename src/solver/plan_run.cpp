#include "solver/plan_run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"
#include "device/device_context.hpp"
#include "device/topology.hpp"
#include "fft/fft2d_batch.hpp"
#include "partition/host_memory.hpp"
#include "solver/start.hpp"

namespace ptyger {
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

MemoryNeeds needs_of(Scan const& scan, Options const& options) {
  bool const in_turn = options.scheme == Scheme::alternating && options.recover_probe;
  return {.detector = scan.detector,
          .pitch = static_cast<std::size_t>(row_pitch<RunDevice>(static_cast<int>(scan.detector))),
          .probe = probe_size(scan, options),
          .modes = options.probe_modes,
          .count_bytes = counts_of(scan).of_one,
          .real_bytes = options.precision == Precision::full ? sizeof(double) : sizeof(float),
          .sampling = options.sampling,
          .joint = options.scheme == Scheme::joint && options.recover_probe,
          .lines = in_turn ? 2U : 1U,
          .starts = start_epochs(options, static_cast<int>(scan.frames)) > 0,
          .chunk_bytes = DeviceContext<RunDevice>{}.chunk_bytes,
          .gpu = !is_host_device<RunDevice>};
}

MemoryLimit limit_of(Scan const& scan, Options const& options, Topology const& topology) {
  MemoryLimit limit{.host = available_host_memory()};
  if (limit.host != MemoryLimit::none) limit.host += counts_of(scan).all;
  if (topology.kind == DeviceKind::gpus)
    for (auto const& gpu : topology.devices)
      limit.device = std::min(limit.device, static_cast<std::size_t>(usable_part * double(gpu.memory_bytes)));
  limit.device = options.devices.memory.value_or(limit.device);
  return limit;
}

void choose_devices(RunPlan& run, DeviceOptions const& options, Topology const& topology, std::size_t frames) {
  if (options.count) {
    run.devices = *options.count;
    run.why_devices = "as asked for";
    auto const gpus = static_cast<int>(topology.devices.size());
    if (topology.kind == DeviceKind::gpus && run.devices > gpus)
      throw InputError(
          fmt::format("--devices {}: this node has {} GPUs; `ptyger devices` lists them", run.devices, gpus));
    return;
  }
  run.devices = automatic_devices(topology);
  run.why_devices = automatic_reason(topology);
  int const worthwhile = std::max(1, static_cast<int>(frames) / least_frames);
  if (run.devices <= worthwhile) return;
  run.devices = worthwhile;
  run.why_devices = fmt::format("{} frames are too few for more", frames);
}

}  // namespace

std::size_t probe_size(Scan const& scan, Options const& options) {
  return options.probe_start == ProbeStart::blind ? scan.detector : scan.probe.size;
}

RunPlan plan_run(Scan const& scan, Options const& options) {
  auto const topology = is_host_device<RunDevice> ? host_topology() : gpu_topology();
  RunPlan run;
  choose_devices(run, options.devices, topology, scan.positions.size());
  run.placement = place_frames(scan, probe_size(scan, options));
  run.limit = limit_of(scan, options, topology);
  run.plan = make_plan(needs_of(scan, options), run.placement, run.devices, options.devices, options.memory, run.limit);
  return run;
}

std::string RunPlan::summary() const {
  auto const mib = [](auto bytes) { return static_cast<double>(bytes) / (1 << 20); };
  auto const& way = plan.chosen();
  auto text = fmt::format("{} device{} ({})", devices, devices == 1 ? "" : "s", why_devices);
  if (devices > 1) {
    bool const tiled = plan.partition == Partition::tiled;
    text += fmt::format(", {} (sends {:.3g} MiB an iteration, {} would send {:.3g})", to_string(plan.partition),
                        mib(tiled ? plan.sent_tiled : plan.sent_replicated), tiled ? "replicated" : "tiled",
                        mib(tiled ? plan.sent_replicated : plan.sent_tiled));
  }
  return text + fmt::format(", {}{}, {:.3g} MiB on a device", to_string(way.strategy),
                            way.streamed ? ", frames streamed" : "", mib(way.largest()));
}

}  // namespace ptyger
