#include <gmock/gmock.h>

#include "device/topology.hpp"

namespace ptyger::test {
namespace {

using testing::SizeIs;

TEST(GpuTopology, DescribesEveryGpuAndItsLinks) {
  auto const gpus = device::usable_gpus();
  EXPECT_TRUE(gpus.built_in);
  ASSERT_GT(gpus.count, 0) << gpus.problem;
  auto const topology = device::gpu_topology();
  auto const count = static_cast<std::size_t>(gpus.count);
  EXPECT_EQ(topology.kind, device::DeviceKind::gpus);
  ASSERT_THAT(topology.devices, SizeIs(count));
  ASSERT_THAT(topology.links, SizeIs(count));
  for (std::size_t i = 0; i < count; ++i) {
    EXPECT_FALSE(topology.devices[i].name.empty());
    EXPECT_GT(topology.devices[i].memory_bytes, std::size_t{1} << 29);
    EXPECT_FALSE(topology.devices[i].pci_address.empty());
    ASSERT_THAT(topology.links[i], SizeIs(count));
    for (std::size_t k = 0; k < count; ++k) EXPECT_EQ(topology.links[i][k].link == device::Link::itself, i == k);
  }
  EXPECT_THAT(device::order_by_links(topology), SizeIs(count));
  EXPECT_EQ(device::automatic_devices(topology), gpus.count);
}

}  // namespace
}  // namespace ptyger::test
