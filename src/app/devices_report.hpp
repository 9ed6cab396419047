#pragma once

#include <string>
#include <vector>

#include "device/topology.hpp"

namespace ptyger::app {

/// Numbers in ascending order with their ranges drawn together: 0-3, 8.
std::string ranges(std::vector<int> const& numbers);

/// What the command `devices` prints about the devices of this build and about the host: a line for each GPU, a table
/// of their links, a line for each NUMA node, and what `--devices auto` takes.
std::string devices_report(device::Topology const& devices, device::Topology const& host);

/// The same as a JSON object: kind ("gpus" or "cores"); devices, each with number, name, memory_bytes, numa_node,
/// socket and pci_address; links ([from][to], of GPUs only: between cores numa_node and socket tell); order;
/// automatic.devices and automatic.reason; host.cores, host.memory_bytes, host.core_limit. What is not known is null.
std::string devices_json(device::Topology const& devices, device::Topology const& host);

}  // namespace ptyger::app
