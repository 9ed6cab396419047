#include "device/topology.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "ptyger/error.hpp"

namespace ptyger::device {
namespace {

/// Cost of a link or of a chain of links: time, rank among equal links, change of NUMA node. Compared in this order.
using Cost = std::array<int, 3>;

/// Approximate time to send a byte, relative to NVLink.
int weight(Link link) {
  switch (link) {
    case Link::pcie:
      return 8;
    case Link::pcie_across_numa:
      return 12;
    case Link::host_memory:
      return 16;
    default:
      return 1;
  }
}

Cost cost(Topology const& topology, std::size_t from, std::size_t to) {
  auto const& [link, rank] = topology.links[from][to];
  return {weight(link), rank, topology.devices[from].numa_node == topology.devices[to].numa_node ? 0 : 1};
}

/// An order of devices and the summed cost of the links between successive devices.
struct Chain {
  std::vector<int> order;
  Cost total{};
};

/// Begins with device `first` and always appends the device with the cheapest link to the last one.
Chain chain_from(Topology const& topology, std::size_t first) {
  std::vector<std::size_t> remaining(topology.devices.size());
  std::iota(remaining.begin(), remaining.end(), std::size_t{0});
  Chain chain;
  auto device = first;
  auto next = remaining.begin() + static_cast<std::ptrdiff_t>(first);
  for (;;) {
    device = *next;
    chain.order.push_back(static_cast<int>(device));
    remaining.erase(next);
    if (remaining.empty()) return chain;
    next = std::min_element(remaining.begin(), remaining.end(), [&](auto a, auto b) {
      return cost(topology, device, a) < cost(topology, device, b);  // among equal costs the lowest device number wins
    });
    auto const link_cost = cost(topology, device, *next);
    std::transform(link_cost.begin(), link_cost.end(), chain.total.begin(), chain.total.begin(), std::plus<>());
  }
}

Link core_link(DeviceDescription const& from, DeviceDescription const& to) {
  if (from.numa_node == to.numa_node) return Link::same_numa;
  return from.socket == to.socket ? Link::other_numa : Link::other_socket;
}

/// The control group allows less processor time than the cores could use.
bool time_is_limited(Topology const& topology) {
  return topology.kind == DeviceKind::cores && topology.core_limit < static_cast<double>(topology.devices.size());
}

}  // namespace

char const* link_name(Link link) {
  static constexpr std::array names{"-",      "same NUMA node", "other NUMA node",        "other socket",
                                    "NVLink", "PCIe",           "PCIe across NUMA nodes", "host memory"};
  return names.at(static_cast<std::size_t>(link));
}

void require_usable_gpu(UsableGpus const& gpus) {
  if (!gpus.built_in || gpus.count > 0) return;
  throw InputError("this program was built for GPUs, and none is usable here (" + gpus.problem +
                   "): run it on a node with a GPU, or use a build without PTYGER_CUDA");
}

std::vector<std::vector<Connection>> core_links(std::vector<DeviceDescription> const& cores) {
  std::vector<std::vector<Connection>> links(cores.size(), std::vector<Connection>(cores.size()));
  for (std::size_t i = 0; i < cores.size(); ++i)
    for (std::size_t k = 0; k < cores.size(); ++k)
      if (i != k) links[i][k].link = core_link(cores[i], cores[k]);
  return links;
}

std::vector<int> order_by_links(Topology const& topology) {
  std::vector<int> order(topology.devices.size());
  std::iota(order.begin(), order.end(), 0);
  if (topology.kind == DeviceKind::cores || order.size() < 3) return order;
  auto best = chain_from(topology, 0);
  for (std::size_t first = 1; first < order.size(); ++first) {
    auto chain = chain_from(topology, first);
    if (chain.total < best.total) best = std::move(chain);
  }
  return best.order;
}

std::vector<int> gpus_by_links(Topology const& topology) {
  std::vector<int> numbers;
  for (int const index : order_by_links(topology))
    numbers.push_back(topology.devices[static_cast<std::size_t>(index)].number);
  return numbers;
}

int automatic_devices(Topology const& topology) {
  auto const all = static_cast<int>(topology.devices.size());
  return time_is_limited(topology) ? std::max(1, static_cast<int>(topology.core_limit)) : all;
}

std::string automatic_reason(Topology const& topology) {
  if (topology.kind == DeviceKind::gpus) return "every GPU that this process may use";
  if (!time_is_limited(topology)) return "every core that this process may use";
  return fmt::format("the control group allows {:.4g} cores' time", topology.core_limit);
}

}  // namespace ptyger::device
