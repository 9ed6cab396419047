#pragma once

#include <string>
#include <vector>

#include "device/topology.hpp"

namespace ptyger::app {

/// Ascending numbers as text, consecutive ones as a range: "0-3, 8".
std::string ranges(std::vector<int> const& numbers);

/// Text of the command `devices` about the devices of this build and the host: a line for each GPU, a table of the
/// links between GPUs, a line for each NUMA node, and the number of devices that `--devices auto` uses.
std::string devices_report(device::Topology const& devices, device::Topology const& host);

/// The facts of devices_report() as a JSON object: kind ("gpus" or "cores"); devices, each with number, name,
/// memory_bytes, numa_node, socket and pci_address; links ([from][to], only of GPUs: numa_node and socket describe the
/// links between cores); order; automatic.devices and automatic.reason; host.cores, host.memory_bytes, host.core_limit.
/// Unknown values are null.
std::string devices_json(device::Topology const& devices, device::Topology const& host);

}  // namespace ptyger::app
