#include "device/topology.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

#include "device/control_groups.hpp"
#include "ptyger/error.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

// A topology of GPUs on the given NUMA nodes, whose links are all equal.
device::Topology linked_gpus(std::vector<int> const& numa_nodes, device::Link link) {
  device::Topology topology;
  topology.kind = device::DeviceKind::gpus;
  for (auto const node : numa_nodes) {
    device::DeviceDescription gpu;
    gpu.number = static_cast<int>(topology.devices.size());
    gpu.numa_node = node;
    topology.devices.push_back(gpu);
  }
  topology.links.assign(numa_nodes.size(), std::vector<device::Connection>(numa_nodes.size(), {link, 0}));
  for (std::size_t i = 0; i < numa_nodes.size(); ++i) topology.links[i][i] = {};
  return topology;
}

void connect(device::Topology& topology, std::size_t a, std::size_t b, device::Connection connection) {
  topology.links[a][b] = topology.links[b][a] = connection;
}

device::Topology cores(std::size_t count, double limit) {
  device::Topology topology;
  topology.devices.resize(count);
  topology.links = device::core_links(topology.devices);
  topology.core_limit = limit;
  return topology;
}

constexpr double unlimited = std::numeric_limits<double>::infinity();

// Number of NVLinks between successive devices of an order.
std::ptrdiff_t direct_links(device::Topology const& topology, std::vector<int> const& order) {
  std::ptrdiff_t count = 0;
  for (std::size_t i = 1; i < order.size(); ++i)
    count += topology.links[static_cast<std::size_t>(order[i - 1])][static_cast<std::size_t>(order[i])].link ==
             device::Link::nvlink;
  return count;
}

TEST(Topology, OrderKeepsGroupsWithNvlinkTogether) {
  // Two groups of four GPUs with NVLink inside each group; numbers and NUMA nodes are mixed.
  auto topology = linked_gpus({0, 1, 0, 1, 1, 0, 1, 0}, device::Link::pcie_across_numa);
  std::vector<std::size_t> const island{1, 2, 4, 7};
  auto const inside = [&](std::size_t gpu) { return std::count(island.begin(), island.end(), gpu) > 0; };
  for (std::size_t a = 0; a < 8; ++a)
    for (std::size_t b = 0; b < a; ++b)
      if (inside(a) == inside(b)) connect(topology, a, b, {device::Link::nvlink, 0});
  auto const order = device::order_by_links(topology);
  EXPECT_EQ(direct_links(topology, order), 6);
  for (std::size_t i = 1; i < 4; ++i)
    EXPECT_EQ(inside(static_cast<std::size_t>(order[i])), inside(static_cast<std::size_t>(order[0])));
  auto sorted = order;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_THAT(sorted, ElementsAre(0, 1, 2, 3, 4, 5, 6, 7));
}

TEST(Topology, OrderMayBeginAtAnyGpu) {
  // NVLink 1 - 0 - 2 - 3: a chain from GPU 0 could not use all links.
  auto topology = linked_gpus({0, 0, 0, 0}, device::Link::pcie);
  connect(topology, 0, 1, {device::Link::nvlink, 0});
  connect(topology, 0, 2, {device::Link::nvlink, 0});
  connect(topology, 2, 3, {device::Link::nvlink, 0});
  EXPECT_THAT(device::order_by_links(topology), ElementsAre(1, 0, 2, 3));
}

TEST(Topology, OrderPrefersMoreNvlinksThenTheSameNumaNode) {
  auto topology = linked_gpus({0, 1, 0, 1}, device::Link::nvlink);
  EXPECT_THAT(device::order_by_links(topology), ElementsAre(0, 2, 1, 3));
  for (auto& row : topology.links)
    for (auto& connection : row) connection.rank = 1;
  connect(topology, 0, 3, {device::Link::nvlink, 0});
  connect(topology, 1, 2, {device::Link::nvlink, 0});
  auto const order = device::order_by_links(topology);
  EXPECT_THAT(order, ElementsAre(0, 3, 1, 2));
}

TEST(Topology, OrderOfEquallyLinkedGpusAndOfCoresIsNumeric) {
  EXPECT_THAT(device::order_by_links(linked_gpus({0, 0, 0, 0}, device::Link::nvlink)), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(device::order_by_links(linked_gpus({0}, device::Link::nvlink)), ElementsAre(0));
  EXPECT_THAT(device::order_by_links(linked_gpus({}, device::Link::nvlink)), ElementsAre());
  EXPECT_THAT(device::order_by_links(cores(3, unlimited)), ElementsAre(0, 1, 2));
}

TEST(Topology, LinksOfCoresFollowNumaNodesAndSockets) {
  std::vector<device::DeviceDescription> four(4);
  for (int i = 0; i < 4; ++i) {
    four[static_cast<std::size_t>(i)].numa_node = i / 2 + i / 3;  // 0, 0, 1, 2
    four[static_cast<std::size_t>(i)].socket = i / 3;             // 0, 0, 0, 1
  }
  auto const links = device::core_links(four);
  EXPECT_EQ(links[0][0].link, device::Link::itself);
  EXPECT_EQ(links[0][1].link, device::Link::same_numa);
  EXPECT_EQ(links[1][2].link, device::Link::other_numa);
  EXPECT_EQ(links[3][2].link, device::Link::other_socket);
}

TEST(Topology, AutomaticNumberFollowsTheControlGroupsTimeLimit) {
  EXPECT_EQ(device::automatic_devices(linked_gpus({0, 0, 1}, device::Link::pcie)), 3);
  EXPECT_EQ(device::automatic_devices(cores(8, unlimited)), 8);
  EXPECT_EQ(device::automatic_devices(cores(8, 64)), 8);
  EXPECT_EQ(device::automatic_devices(cores(8, 2.5)), 2);
  EXPECT_EQ(device::automatic_devices(cores(8, 0.5)), 1);
  EXPECT_EQ(device::automatic_reason(cores(8, 2.5)), "the control group allows 2.5 cores' time");
  EXPECT_EQ(device::automatic_reason(cores(8, 64)), "every core that this process may use");
}

TEST(Topology, TopologyOfThisHostHasCoresWithMemory) {
  auto const host = device::host_topology();
  ASSERT_FALSE(host.devices.empty());
  EXPECT_EQ(host.kind, device::DeviceKind::cores);
  EXPECT_GT(host.memory_bytes, 0U);
  EXPECT_THAT(host.links, SizeIs(host.devices.size()));
  for (auto const& core : host.devices) {
    EXPECT_GT(core.memory_bytes, 0U);
    EXPECT_FALSE(core.name.empty());
  }
}

TEST(Topology, MissingGpuIsAnErrorOnlyInABuildForGpus) {
  EXPECT_NO_THROW(device::require_usable_gpu({.built_in = false, .count = 0, .problem = ""}));
  EXPECT_NO_THROW(device::require_usable_gpu({.built_in = true, .count = 2, .problem = ""}));
  auto const message = message_of<InputError>([] {
    device::require_usable_gpu({.built_in = true, .count = 0, .problem = "no CUDA-capable device is detected"});
  });
  EXPECT_THAT(message, AllOf(HasSubstr("built for GPUs"), HasSubstr("(no CUDA-capable device is detected)"),
                             HasSubstr("node with a GPU")));
}

TEST(ControlGroups, TightestLimitOfAllParentGroupsApplies) {
  TemporaryFolder const root;
  auto const job = std::filesystem::path(root / "job");
  std::filesystem::create_directories(job / "step" / "task");
  std::ofstream(job / "cpu.max") << "250000 100000\n";
  std::ofstream(job / "memory.max") << "max\n";
  std::ofstream(job / "step" / "cpu.max") << "max 100000\n";
  std::ofstream(job / "step" / "memory.max") << "1048576\n";
  auto const limits = device::group_limits(device::group_folders(root / "", "/job/step/task"));
  EXPECT_DOUBLE_EQ(limits.cores, 2.5);
  EXPECT_EQ(limits.memory_bytes, 1048576U);
}

TEST(ControlGroups, GroupsWithoutFilesHaveNoLimit) {
  TemporaryFolder const root;
  auto const folders = device::group_folders(root / "", "/elsewhere/../job");
  ASSERT_THAT(folders, SizeIs(2));
  EXPECT_EQ(folders[0], root / "job");
  auto const limits = device::group_limits(folders);
  EXPECT_EQ(limits.cores, unlimited);
  EXPECT_EQ(limits.memory_bytes, std::numeric_limits<std::size_t>::max());
}

}  // namespace
}  // namespace ptyger::test
