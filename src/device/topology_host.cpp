#include <hwloc.h>

#include <algorithm>
#include <memory>

#include "core/system_error.hpp"
#include "device/control_groups.hpp"
#include "device/topology.hpp"
#include "ptyger/error.hpp"

namespace ptyger::device {
namespace {

/// Deleter of hwloc objects.
struct Destroy {
  void operator()(hwloc_topology* hardware) const { hwloc_topology_destroy(hardware); }
  void operator()(hwloc_bitmap_s* set) const { hwloc_bitmap_free(set); }
};
using Hardware = std::unique_ptr<hwloc_topology, Destroy>;
using Set = std::unique_ptr<hwloc_bitmap_s, Destroy>;

void check(int result, char const* call) {
  if (result < 0)
    throw CallError(std::string("the cores of this machine cannot be listed: ") + call +
                    " failed: " + core::last_system_error().message());
}

/// The hwloc topology of this machine.
Hardware load() {
  hwloc_topology_t topology = nullptr;
  check(hwloc_topology_init(&topology), "hwloc_topology_init");
  Hardware hardware(topology);
  check(hwloc_topology_load(topology), "hwloc_topology_load");
  return hardware;
}

// Hardware threads on which this process may run.
Set usable_processors(hwloc_topology_t hardware) {
  Set set(hwloc_bitmap_dup(hwloc_topology_get_allowed_cpuset(hardware)));
  Set const binding(hwloc_bitmap_alloc());
  check(hwloc_get_cpubind(hardware, binding.get(), HWLOC_CPUBIND_PROCESS), "hwloc_get_cpubind");
  check(hwloc_bitmap_and(set.get(), set.get(), binding.get()), "hwloc_bitmap_and");
  return set;
}

std::string model(hwloc_obj_t socket) {
  auto const* const name = socket != nullptr ? hwloc_obj_get_info_by_name(socket, "CPUModel") : nullptr;
  if (name == nullptr) return "unknown processor";
  std::string const text(name);
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

// Memory of the NUMA nodes of a set, bytes.
std::size_t memory_of(hwloc_topology_t hardware, hwloc_const_nodeset_t nodes) {
  std::size_t bytes = 0;
  hwloc_obj_t node = nullptr;
  while ((node = hwloc_get_next_obj_by_type(hardware, HWLOC_OBJ_NUMANODE, node)) != nullptr)
    if (hwloc_bitmap_isset(nodes, node->os_index) != 0) bytes += node->attr->numanode.local_memory;
  return bytes;
}

DeviceDescription describe(hwloc_topology_t hardware, hwloc_obj_t core, int first_processor) {
  auto const socket = hwloc_get_ancestor_obj_by_type(hardware, HWLOC_OBJ_PACKAGE, core);
  DeviceDescription device;
  device.number = first_processor;
  device.name = model(socket);
  device.memory_bytes = memory_of(hardware, core->nodeset);
  device.numa_node = hwloc_bitmap_first(core->nodeset);  // -1: not known
  if (socket != nullptr) device.socket = static_cast<int>(socket->logical_index);
  return device;
}

}  // namespace

Topology host_topology() {
  auto const hardware = load();
  auto const usable = usable_processors(hardware.get());
  auto const limits = group_limits(group_folders_of_process());
  // Some virtual machines have processors without cores.
  auto const type = hwloc_get_nbobjs_by_type(hardware.get(), HWLOC_OBJ_CORE) > 0 ? HWLOC_OBJ_CORE : HWLOC_OBJ_PU;
  Set const nodes(hwloc_bitmap_alloc());
  Set const processors(hwloc_bitmap_alloc());
  Topology topology;
  hwloc_obj_t core = nullptr;
  while ((core = hwloc_get_next_obj_by_type(hardware.get(), type, core)) != nullptr) {
    check(hwloc_bitmap_and(processors.get(), core->cpuset, usable.get()), "hwloc_bitmap_and");
    if (hwloc_bitmap_iszero(processors.get()) != 0) continue;
    topology.devices.push_back(describe(hardware.get(), core, hwloc_bitmap_first(processors.get())));
    check(hwloc_bitmap_or(nodes.get(), nodes.get(), core->nodeset), "hwloc_bitmap_or");
  }
  topology.links = core_links(topology.devices);
  topology.memory_bytes = std::min(memory_of(hardware.get(), nodes.get()), limits.memory_bytes);
  topology.core_limit = limits.cores;
  return topology;
}

}  // namespace ptyger::device
