#pragma once

#include <string>
#include <vector>

namespace ptyger::device {

/// The GPUs that one rank of a job sees.
struct VisibleGpus {
  std::string node;                        ///< name of the node of the rank
  std::vector<std::string> pci_addresses;  ///< [GPU in the order of gpu_topology()]
};

/// Indices of the GPUs that each rank may use, among those that it sees, [rank]. Ranks of a node that see the same GPUs
/// divide them: each gets as many adjacent ones as the others, or one more. A rank keeps GPUs that no other rank sees.
/// Throws InputError when a node has fewer GPUs than ranks, or when its ranks share only some of the GPUs that they
/// see.
std::vector<std::vector<int>> divide_gpus(std::vector<VisibleGpus> const& ranks);

/// Limits gpu_topology(), and what follows from it, to GPUs with these PCI addresses from now on.
void limit_gpus(std::vector<std::string> const& pci_addresses);

/// Whether limit_gpus() allows this GPU; all are allowed at first.
bool is_allowed_gpu(std::string const& pci_address);

}  // namespace ptyger::device
