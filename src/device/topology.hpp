#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace ptyger::device {

enum class DeviceKind { cores, gpus };

/// How bytes go from one device to another; the better way first within a kind of device.
enum class Link {
  itself,
  same_numa,         ///< cores: the same memory
  other_numa,        ///< cores: another NUMA node of the same socket
  other_socket,      ///< cores: memory of another socket
  nvlink,            ///< GPUs: directly
  pcie,              ///< GPUs: peer access over PCIe
  pcie_across_numa,  ///< GPUs: peer access over PCIe and the link between NUMA nodes
  host_memory        ///< GPUs: no peer access, by way of the host's memory
};

/// The word for a link, such as "NVLink".
char const* link_name(Link link);

struct Connection {
  Link link = Link::itself;
  int rank = 0;  ///< between links of one kind: 0 is the fastest, as the CUDA runtime ranks them
};

inline constexpr int unknown_place = -1;

/// One GPU, or one core of the host; hardware threads of a core are one device.
struct DeviceDescription {
  int number = 0;                ///< of the GPU for the CUDA runtime; of the core's first processor for the system
  std::string name;              ///< model
  std::size_t memory_bytes = 0;  ///< of the GPU; of the core's NUMA node, which its cores share
  int numa_node = unknown_place;
  int socket = unknown_place;  ///< cores only
  std::string pci_address;     ///< GPUs only, such as 0000:3b:00.0
};

/// What this process may use of its node: the affinity mask and the control groups are respected.
struct Topology {
  DeviceKind kind = DeviceKind::cores;
  std::vector<DeviceDescription> devices;
  std::vector<std::vector<Connection>> links;  ///< [from][to]
  std::size_t memory_bytes = 0;                ///< of all devices, at most what the control group allows
  double core_limit = std::numeric_limits<double>::infinity();  ///< cores' worth of time that the control group allows
};

/// The cores; throws CallError when the system does not tell.
Topology host_topology();

/// The GPUs; none in a build without CUDA or where none is usable.
Topology gpu_topology();

/// Bytes that are free on the fullest of the first GPUs in the order of order_by_links(); 0 without a GPU.
std::size_t free_gpu_memory(int devices);

struct UsableGpus {
  bool built_in = false;  ///< whether this program was built for GPUs
  int count = 0;          ///< GPUs that the CUDA runtime offers to this process
  std::string problem;    ///< why there is none, in the words of the runtime
};

/// May be called before Kokkos is initialised.
UsableGpus usable_gpus();

/// Throws InputError when the program was built for GPUs and none is usable: Kokkos must not be initialised then.
void require_usable_gpu(UsableGpus const& gpus);

/// Links between cores, from their NUMA nodes and sockets: [from][to].
std::vector<std::vector<Connection>> core_links(std::vector<DeviceDescription> const& cores);

/// Indices of all devices in the order in which neighbouring tiles should take them: each GPU is followed by the
/// best-linked one that is left, and the chain with the best links of all is chosen. Cores keep their order.
std::vector<int> order_by_links(Topology const& topology);

/// Number of devices that `--devices auto` takes: all GPUs, or the cores that this process may keep busy.
int automatic_devices(Topology const& topology);

/// Why that number, in a few words.
std::string automatic_reason(Topology const& topology);

}  // namespace ptyger::device
