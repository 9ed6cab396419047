#pragma once

#include "device/team.hpp"
#include "partition/plan.hpp"
#include "ptyger/options.hpp"

namespace ptyger::solver {

/// How a scan will be reconstructed: devices, partition and memory. Made before a frame is read.
struct RunPlan {
  device::Team team;             ///< all devices of the run and the devices of this process
  std::string why_devices;       ///< why the run has this number of devices
  model::Placement placement;    ///< positions of the frames on the object
  partition::MemoryLimit limit;  ///< memory that the run may use
  partition::Plan plan;          ///< tiles and memory choice

  /// One line that tells devices, partition and memory strategy, and why the devices were chosen.
  [[nodiscard]] std::string summary() const;
};

/// The node of a plan: this node, or another node that has the devices and the memory that the options name.
enum class Node { here, elsewhere };

/// scan: only the type of its counts is used. Throws InputError when there are more devices than frames or GPUs of this
/// node, or when the transport in the options does not connect devices of this kind.
RunPlan plan_run(Scan const& scan, Options const& options, Node node = Node::here);

/// Rows = columns of the initial probe, pixels.
std::size_t probe_size(Scan const& scan, Options const& options);

}  // namespace ptyger::solver
