#include <gmock/gmock.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <set>

#include "app/devices_report.hpp"
#include "tests/app/run_program.hpp"
#include "tests/support/one_processor.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// Makes hwloc report two sockets with two NUMA nodes of four cores each, until the end of the test.
class MadeUpHost {
 public:
  MadeUpHost() { setenv("HWLOC_SYNTHETIC", "package:2 numa:2 core:4 pu:2", 1); }
  ~MadeUpHost() { unsetenv("HWLOC_SYNTHETIC"); }
  MadeUpHost(MadeUpHost const&) = delete;
  MadeUpHost& operator=(MadeUpHost const&) = delete;
};

/// The JSON object that `ptyger devices --json` prints.
nlohmann::json devices_of_program() {
  auto const run = run_program({"devices", "--json"});
  EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_EQ(run.diagnostics, "");
  return nlohmann::json::parse(run.output);
}

device::Topology three_gpus() {
  device::Topology topology;
  topology.kind = device::DeviceKind::gpus;
  for (int i = 0; i < 3; ++i) {
    device::DeviceDescription gpu;
    gpu.number = i;
    gpu.name = "Made-up GPU";
    gpu.memory_bytes = std::size_t{80} << 30;
    gpu.numa_node = i % 2;
    gpu.pci_address = "0000:3" + std::to_string(i) + ":00.0";
    topology.devices.push_back(gpu);
  }
  topology.links.assign(3, std::vector<device::Connection>(3, {device::Link::pcie_across_numa, 1}));
  topology.links[0][2] = topology.links[2][0] = {device::Link::nvlink, 0};
  for (std::size_t i = 0; i < 3; ++i) topology.links[i][i] = {};
  return topology;
}

device::Topology one_core() {
  device::Topology topology;
  topology.devices.resize(1);
  topology.devices[0].name = "Made-up processor";
  topology.links = device::core_links(topology.devices);
  topology.core_limit = 0.5;
  return topology;
}

TEST(DevicesCommand, TextNamesProcessorMemoryAndAutomaticDevices) {
  auto const run = run_program({"devices"});
  EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_EQ(run.diagnostics, "");
  EXPECT_THAT(run.output, AllOf(HasSubstr("processor "), HasSubstr("NUMA node "), HasSubstr(" GiB\n"),
                                HasSubstr("\n--devices auto  ")));
}

TEST(DevicesCommand, CountsTheCoresOfTheAffinityMask) {
  cpu_set_t mask;
  ASSERT_EQ(sched_getaffinity(0, sizeof mask, &mask), 0);
  auto const json = devices_of_program();
  auto const cores = json["host"]["cores"].get<int>();
  EXPECT_GE(cores, 1);
  EXPECT_LE(cores, CPU_COUNT(&mask));  // fewer where a core has several hardware threads
}

TEST(DevicesCommand, OneProcessorIsOneDevice) {
  OneProcessor const processor;
  auto const json = devices_of_program();
  EXPECT_EQ(json["host"]["cores"], 1);
  if (json["kind"] != "cores") GTEST_SKIP() << "it needs a build for host devices";
  ASSERT_EQ(json["devices"].size(), 1U);
  EXPECT_EQ(json["devices"][0]["number"], processor.number());
  EXPECT_GT(json["devices"][0]["memory_bytes"], 0);
  EXPECT_THAT(json["order"].get<std::vector<int>>(), ElementsAre(0));
  EXPECT_EQ(json["automatic"]["devices"], 1);
}

TEST(DevicesCommand, ListsSocketsAndNumaNodes) {
  MadeUpHost const host;
  auto const json = devices_of_program();
  EXPECT_EQ(json["host"]["cores"], 16);
  if (json["kind"] != "cores") GTEST_SKIP() << "it needs a build for host devices";
  std::set<std::pair<int, int>> places;
  for (auto const& core : json["devices"]) places.emplace(core["socket"].get<int>(), core["numa_node"].get<int>());
  using Place = std::pair<int, int>;
  EXPECT_THAT(places, ElementsAre(Place{0, 0}, Place{0, 1}, Place{1, 2}, Place{1, 3}));
  EXPECT_THAT(run_program({"devices"}).output,
              HasSubstr("NUMA node 3     socket 1, 4 cores (24, 26, 28, 30), 1.0 GiB\n"));
}

TEST(DevicesCommand, WrongUsageExitsWithTwo) {
  for (auto const* word : {"--jsn", "extra"}) {
    auto const run = run_program({"devices", word});
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_EQ(run.output, "");
    EXPECT_THAT(run.diagnostics, StartsWith("ptyger: error: "));
  }
}

TEST(DevicesReport, ShowsGpusTheirLinksAndTheOrderOfTiles) {
  EXPECT_EQ(app::devices_report(three_gpus(), one_core()),
            "GPU 0           Made-up GPU, 80.0 GiB, NUMA node 0, PCI 0000:30:00.0\n"
            "GPU 1           Made-up GPU, 80.0 GiB, NUMA node 1, PCI 0000:31:00.0\n"
            "GPU 2           Made-up GPU, 80.0 GiB, NUMA node 0, PCI 0000:32:00.0\n"
            "links           GPU 0                            GPU 1                            GPU 2\n"
            "  GPU 0         -                                PCIe across NUMA nodes (rank 1)  NVLink\n"
            "  GPU 1         PCIe across NUMA nodes (rank 1)  -                                "
            "PCIe across NUMA nodes (rank 1)\n"
            "  GPU 2         NVLink                           PCIe across NUMA nodes (rank 1)  -\n"
            "order of tiles  0, 2, 1\n"
            "processor       Made-up processor, 1 core\n"
            "NUMA node ?     1 core (0), 0.0 GiB\n"
            "memory          0.0 GiB\n"
            "time limit      0.5 cores, by the control group\n"
            "--devices auto  3: every GPU that this process may use\n");
}

TEST(DevicesReport, JsonHoldsTheLinksOfGpus) {
  auto const json = nlohmann::json::parse(app::devices_json(three_gpus(), one_core()));
  EXPECT_EQ(json["kind"], "gpus");
  EXPECT_EQ(json["devices"][2]["pci_address"], "0000:32:00.0");
  EXPECT_EQ(json["devices"][2]["socket"], nullptr);
  EXPECT_EQ(json["links"][0][0]["link"], nullptr);
  EXPECT_EQ(json["links"][0][2]["link"], "NVLink");
  EXPECT_EQ(json["links"][1][2]["rank"], 1);
  EXPECT_THAT(json["order"].get<std::vector<int>>(), ElementsAre(0, 2, 1));
  EXPECT_EQ(json["automatic"]["devices"], 3);
  EXPECT_EQ(json["host"]["core_limit"], 0.5);
}

TEST(DevicesReport, ConsecutiveNumbersAreWrittenAsRanges) {
  EXPECT_EQ(app::ranges({}), "");
  EXPECT_EQ(app::ranges({5}), "5");
  EXPECT_EQ(app::ranges({0, 1, 2, 3, 8, 10, 11}), "0-3, 8, 10-11");
  EXPECT_THAT(app::devices_report(one_core(), one_core()),
              AllOf(Not(HasSubstr("GPU")), HasSubstr("--devices auto  1: the control group allows 0.5 cores' time\n")));
}

}  // namespace
}  // namespace ptyger::test
