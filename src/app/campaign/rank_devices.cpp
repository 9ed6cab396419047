#include "app/campaign/rank_devices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "comm/together.hpp"
#include "core/host.hpp"
#include "device/shared_gpus.hpp"
#include "device/topology.hpp"

namespace ptyger::app {
namespace {

std::string to_text(device::VisibleGpus const& gpus) {
  return nlohmann::json{{"node", gpus.node}, {"gpus", gpus.pci_addresses}}.dump();
}

device::VisibleGpus to_gpus(std::string const& text) {
  auto const json = nlohmann::json::parse(text);
  return {json.at("node"), json.at("gpus")};
}

/// Limits this rank to its part of the GPUs that it sees.
void limit_to_part(comm::World const& world, std::vector<std::string>& notes) {
  device::VisibleGpus own{core::host_name(), {}};
  for (auto const& gpu : device::gpu_topology().devices) own.pci_addresses.push_back(gpu.pci_address);
  std::vector<device::VisibleGpus> all;
  for (auto const& text : comm::share(world, to_text(own))) all.push_back(to_gpus(text));
  comm::together(world, [&] {
    auto const part = device::divide_gpus(all)[static_cast<std::size_t>(world.rank())];
    if (part.size() == own.pci_addresses.size()) return;
    std::vector<std::string> addresses;
    for (int const gpu : part) addresses.push_back(own.pci_addresses[static_cast<std::size_t>(gpu)]);
    device::limit_gpus(addresses);
    notes.push_back(fmt::format("{} ranks share the {} GPUs of this node: {} of them for this rank",
                                world.ranks_on_node(), own.pci_addresses.size(), part.size()));
  });
}

}  // namespace

std::optional<int> devices_of_rank(comm::World const& world, std::vector<std::string>& notes) {
  if (device::usable_gpus().built_in) {
    limit_to_part(world, notes);
    return std::nullopt;
  }
  if (world.ranks_on_node() == 1) return std::nullopt;
  int const devices = std::max(1, device::automatic_devices(device::host_topology()) / world.ranks_on_node());
  notes.push_back(fmt::format("{} ranks share this node: {} device{} each, unless --devices is given",
                              world.ranks_on_node(), devices, devices == 1 ? "" : "s"));
  return devices;
}

}  // namespace ptyger::app
