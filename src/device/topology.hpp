#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace ptyger::device {

enum class DeviceKind { cores, gpus };

/// Connection between two devices. Links of one kind of device are listed from the fastest to the slowest.
enum class Link {
  itself,            ///< a device and itself
  same_numa,         ///< cores of one NUMA node
  other_numa,        ///< cores of two NUMA nodes of one socket
  other_socket,      ///< cores of two sockets
  nvlink,            ///< GPUs with peer access over NVLink
  pcie,              ///< GPUs with peer access over PCIe
  pcie_across_numa,  ///< GPUs with peer access over PCIe and the link between NUMA nodes
  host_memory        ///< GPUs without peer access: copies pass through host memory
};

/// Name of a link for the user, such as "NVLink".
char const* link_name(Link link);

struct Connection {
  Link link = Link::itself;
  int rank = 0;  ///< rank that the CUDA runtime gives a link among links of the same kind; 0 is the fastest
};

inline constexpr int unknown_place = -1;  ///< number of an unknown NUMA node or socket

/// One GPU, or one core of the host with all its hardware threads.
struct DeviceDescription {
  int number = 0;                ///< CUDA device number of a GPU; number of a core's first processor
  std::string name;              ///< model of GPU or processor
  std::size_t memory_bytes = 0;  ///< memory of a GPU; memory of a core's NUMA node, which the cores of the node share
  int numa_node = unknown_place;
  int socket = unknown_place;  ///< cores only
  std::string pci_address;     ///< GPUs only, such as 0000:3b:00.0
};

/// The devices that this process may use, as its affinity mask and control groups allow.
struct Topology {
  DeviceKind kind = DeviceKind::cores;
  std::vector<DeviceDescription> devices;
  std::vector<std::vector<Connection>> links;  ///< [from][to]
  std::size_t memory_bytes = 0;                ///< memory of all devices; for cores at most the control group's limit
  /// Processor time per wall-clock time that the control group allows.
  double core_limit = std::numeric_limits<double>::infinity();
};

/// The cores of this machine; throws CallError when they cannot be listed.
Topology host_topology();

/// The GPUs of this machine; none in a build without CUDA or when no GPU is usable.
Topology gpu_topology();

/// Smallest free memory, bytes, among the first `devices` GPUs in the order of order_by_links(); 0 without a GPU.
std::size_t free_gpu_memory(int devices);

/// Whether GPUs can be used by this process.
struct UsableGpus {
  bool built_in = false;  ///< whether this program was built for GPUs
  int count = 0;          ///< GPUs that the CUDA runtime offers to this process
  std::string problem;    ///< message of the CUDA runtime when no GPU is usable
};

/// Asks the CUDA runtime for GPUs; may be called before Kokkos is initialised.
UsableGpus usable_gpus();

/// Throws InputError when the program was built for GPUs and none is usable; Kokkos must not be initialised then.
void require_usable_gpu(UsableGpus const& gpus);

/// Links between cores, [from][to], derived from their NUMA nodes and sockets.
std::vector<std::vector<Connection>> core_links(std::vector<DeviceDescription> const& cores);

/// Indices of all devices in the order in which neighbouring tiles should be given to them. For GPUs a chain is built
/// from each GPU by appending the remaining GPU with the cheapest link, and the cheapest chain is returned. Cores keep
/// their order.
std::vector<int> order_by_links(Topology const& topology);

/// CUDA device numbers of all GPUs in the order of order_by_links().
std::vector<int> gpus_by_links(Topology const& topology);

/// The most devices that `--devices auto` takes: all GPUs, or the cores that the control group's time limit allows.
int automatic_devices(Topology const& topology);

/// Reason for the number that automatic_devices() returns, for the user.
std::string automatic_reason(Topology const& topology);

}  // namespace ptyger::device
