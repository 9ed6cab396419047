#include <cuda_runtime.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "core/text.hpp"
#include "device/shared_gpus.hpp"
#include "device/topology.hpp"
#include "ptyger/error.hpp"

namespace ptyger::device {
namespace {

void check(cudaError_t result, char const* call) {
  if (result != cudaSuccess) throw CallError(std::string(call) + " failed: " + cudaGetErrorString(result));
}

// PCI address of a GPU in lower case, as in /sys/bus/pci/devices.
std::string pci_address(int gpu) {
  std::array<char, 32> text{};
  check(cudaDeviceGetPCIBusId(text.data(), static_cast<int>(text.size()), gpu), "cudaDeviceGetPCIBusId");
  return core::in_small_letters(text.data());
}

// NUMA node of a PCI device. The system reports -1, the value of unknown_place, on a machine with one node.
int numa_node(std::string const& address) {
  int node = unknown_place;
  std::ifstream file("/sys/bus/pci/devices/" + address + "/numa_node");
  return file >> node ? node : unknown_place;
}

DeviceDescription describe(int gpu) {
  cudaDeviceProp properties{};
  check(cudaGetDeviceProperties(&properties, gpu), "cudaGetDeviceProperties");
  DeviceDescription device;
  device.number = gpu;
  device.name = properties.name;
  device.memory_bytes = properties.totalGlobalMem;
  device.pci_address = pci_address(gpu);
  device.numa_node = numa_node(device.pci_address);
  return device;
}

int attribute(cudaDeviceP2PAttr which, int from, int to) {
  int value = 0;
  check(cudaDeviceGetP2PAttribute(&value, which, from, to), "cudaDeviceGetP2PAttribute");
  return value;
}

// The CUDA runtime does not report the kind of a link. NVLink supports atomic operations between GPUs and PCIe does
// not, which distinguishes them. Only the management library (NVML) reports the number of NVLinks, but the performance
// rank orders GPUs by it as well.
Connection connection(DeviceDescription const& from, DeviceDescription const& to) {
  if (from.number == to.number) return {};
  int has_peer_access = 0;
  check(cudaDeviceCanAccessPeer(&has_peer_access, from.number, to.number), "cudaDeviceCanAccessPeer");
  if (has_peer_access == 0) return {Link::host_memory, 0};
  int const rank = attribute(cudaDevP2PAttrPerformanceRank, from.number, to.number);
  if (attribute(cudaDevP2PAttrNativeAtomicSupported, from.number, to.number) != 0) return {Link::nvlink, rank};
  bool const known = from.numa_node != unknown_place && to.numa_node != unknown_place;
  return {known && from.numa_node != to.numa_node ? Link::pcie_across_numa : Link::pcie, rank};
}

}  // namespace

UsableGpus usable_gpus() {
  UsableGpus gpus;
  gpus.built_in = true;
  auto const result = cudaGetDeviceCount(&gpus.count);
  if (result == cudaSuccess && gpus.count > 0) return gpus;
  gpus.count = 0;
  gpus.problem = cudaGetErrorString(result == cudaSuccess ? cudaErrorNoDevice : result);
  cudaGetLastError();  // clears the error, which later calls would otherwise return
  return gpus;
}

Topology gpu_topology() {
  Topology topology;
  topology.kind = DeviceKind::gpus;
  auto const count = usable_gpus().count;
  for (int gpu = 0; gpu < count; ++gpu)
    if (auto const found = describe(gpu); is_allowed_gpu(found.pci_address)) topology.devices.push_back(found);
  for (auto const& from : topology.devices) {
    topology.memory_bytes += from.memory_bytes;
    auto& row = topology.links.emplace_back();
    for (auto const& to : topology.devices) row.push_back(connection(from, to));
  }
  return topology;
}

std::size_t free_gpu_memory(int devices) {
  auto const gpus = gpus_by_links(gpu_topology());
  std::size_t least = gpus.empty() ? 0 : std::numeric_limits<std::size_t>::max();
  for (int device = 0; device < devices && device < static_cast<int>(gpus.size()); ++device) {
    std::size_t free = 0;
    std::size_t total = 0;
    check(cudaSetDevice(gpus[static_cast<std::size_t>(device)]), "cudaSetDevice");
    check(cudaMemGetInfo(&free, &total), "cudaMemGetInfo");
    least = std::min(least, free);
  }
  if (!gpus.empty()) check(cudaSetDevice(gpus.front()), "cudaSetDevice");
  return least;
}

}  // namespace ptyger::device
