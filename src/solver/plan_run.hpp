#pragma once

#include "device/team.hpp"
#include "partition/plan.hpp"
#include "ptyger/options.hpp"

namespace ptyger::solver {

/// How a scan will be reconstructed on this machine, before a frame is read.
struct RunPlan {
  device::Team team;        ///< all devices of the run and the devices of this process
  std::string why_devices;  ///< how their number was chosen
  model::Placement placement;
  partition::MemoryLimit limit;
  partition::Plan plan;

  /// One line: devices, partition, strategy, and why.
  [[nodiscard]] std::string summary() const;
};

/// Which node a plan is for: this one, or one with the devices and the memory that are asked for.
enum class Node { here, elsewhere };

/// scan: its counts may be missing, but for their type. Throws InputError when there are more devices than frames, or
/// than GPUs here, or when the transport asked for does not connect devices of this build's kind.
RunPlan plan_run(Scan const& scan, Options const& options, Node node = Node::here);

/// Pixels along a side of the probe that a reconstruction of this scan begins with.
std::size_t probe_size(Scan const& scan, Options const& options);

}  // namespace ptyger::solver
