#include "solver/frame_proposals.hpp"

#include <gtest/gtest.h>

#include "comm/transports.hpp"
#include "device/device_team.hpp"
#include "tests/support/usable_devices.hpp"

namespace ptyger {
namespace {

using Exec = RunDevice;

FrameParameters proposal_of(int frame) {
  return {0.5 + frame, -0.25 * frame, 0.125 * frame};
}

TEST(FrameProposals, AreKnownToAllDevicesOnceShared) {
  PTYGER_NEEDS_DEVICES(3);
  std::vector<model::Tile> tiles(3);
  tiles[0].own = {4, 1};
  tiles[1].own = {0, 6, 2};
  tiles[2].own = {5, 3};
  core::Box const box{0, 0, 1, 1};
  std::vector<core::Subdomain> const subdomains(tiles.size(), {box, box, box});
  device::DeviceTeam<Exec> team(3);
  auto const transports = comm::make_transports<Exec, float>(TransportKind::automatic, team, subdomains);
  team.run([&](DeviceContext<Exec> const& device) {
    auto const id = static_cast<std::size_t>(device.id);
    solver::FrameProposals proposals(tiles, device.id, 0);
    for (int const frame : tiles[id].own) {
      proposals.frames[static_cast<std::size_t>(frame)] = proposal_of(frame);
      proposals.objectives[static_cast<std::size_t>(frame)] = 10 * frame;
    }
    proposals.share(*transports[id]);
    for (int frame = 0; frame < 7; ++frame) {
      EXPECT_EQ(proposals.frames[static_cast<std::size_t>(frame)], proposal_of(frame)) << "on device " << device.id;
      EXPECT_EQ(proposals.objectives[static_cast<std::size_t>(frame)], 10 * frame);
    }
  });
}

}  // namespace
}  // namespace ptyger
