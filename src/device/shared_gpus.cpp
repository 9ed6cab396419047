#include "device/shared_gpus.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>

#include "ptyger/error.hpp"

namespace ptyger::device {
namespace {

std::optional<std::vector<std::string>>& allowed_addresses() {
  static std::optional<std::vector<std::string>> addresses;
  return addresses;
}

bool share_any(VisibleGpus const& a, VisibleGpus const& b) {
  return a.node == b.node && std::any_of(a.pci_addresses.begin(), a.pci_addresses.end(), [&](auto const& address) {
           return std::find(b.pci_addresses.begin(), b.pci_addresses.end(), address) != b.pci_addresses.end();
         });
}

/// The GPUs of the `place`-th of `number` ranks that see the same `gpus` GPUs.
std::vector<int> part_of(int gpus, int place, int number) {
  int const begin = gpus * place / number;
  std::vector<int> part(static_cast<std::size_t>(gpus * (place + 1) / number - begin));
  std::iota(part.begin(), part.end(), begin);
  return part;
}

}  // namespace

std::vector<std::vector<int>> divide_gpus(std::vector<VisibleGpus> const& ranks) {
  std::vector<std::vector<int>> parts;
  for (auto const& own : ranks) {
    int place = 0;  // of this rank among those that see the same GPUs
    int number = 0;
    for (auto const& other : ranks) {
      if (&other != &own && !share_any(own, other)) continue;
      if (other.pci_addresses != own.pci_addresses)
        throw InputError(fmt::format(
            "two ranks on the node {} see some GPUs both and others alone; let every rank of a node see all its GPUs, "
            "or give each rank its own by CUDA_VISIBLE_DEVICES or --gpus-per-task",
            own.node));
      place += &other < &own ? 1 : 0;
      ++number;
    }
    auto const gpus = static_cast<int>(own.pci_addresses.size());
    if (gpus > 0 && number > gpus)
      throw InputError(fmt::format(
          "{} ranks on the node {} share {} GPU{}; start at most as many ranks a node as it has GPUs, best one: "
          "srun --ntasks-per-node 1",
          number, own.node, gpus, gpus == 1 ? "" : "s"));
    parts.push_back(part_of(gpus, place, number));
  }
  return parts;
}

void limit_gpus(std::vector<std::string> const& pci_addresses) {
  allowed_addresses() = pci_addresses;
}

bool is_allowed_gpu(std::string const& pci_address) {
  auto const& allowed = allowed_addresses();
  return !allowed || std::find(allowed->begin(), allowed->end(), pci_address) != allowed->end();
}

}  // namespace ptyger::device
