// Replaces topology_cuda.cpp in a build without CUDA.
#include "device/topology.hpp"

namespace ptyger::device {

UsableGpus usable_gpus() {
  return {.built_in = false, .count = 0, .problem = "this program was built without GPU code"};
}

Topology gpu_topology() {
  Topology none;
  none.kind = DeviceKind::gpus;
  return none;
}

std::size_t free_gpu_memory(int) {
  return 0;
}

}  // namespace ptyger::device
