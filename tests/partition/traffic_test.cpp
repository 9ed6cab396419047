#include "partition/traffic.hpp"

#include <gtest/gtest.h>

#include "partition/tiles.hpp"

namespace ptyger {
namespace {

constexpr partition::MessageNeeds single{.probe = 3, .modes = 2, .real_bytes = 4};
constexpr partition::MessageNeeds full{.probe = 3, .modes = 2, .real_bytes = 8};

constexpr std::int64_t iteration_scalars = 8 * (5 + 1 + 8 + 5);
constexpr std::int64_t epoch_scalars = 8 * 5;

core::Subdomain tile(core::Box const& local, core::Box const& owned) {
  return {local, owned, owned};
}

// Two tiles of 6 x 4 pixels side by side. The halo of the left tile is two columns wide, the halo of the right tile
// one.
std::vector<core::Subdomain> two_tiles() {
  return {tile({0, 0, 6, 6}, {0, 0, 6, 4}), tile({0, 3, 6, 5}, {0, 4, 6, 4})};
}

TEST(TrafficPrediction, CountsTheHalosOfTwoTiles) {
  auto const tiles = two_tiles();
  comm::Traffic const left{12 * 8, 6 * 8, 5 * 9 * 4, iteration_scalars, 3};
  comm::Traffic const right{6 * 8, 12 * 8, 5 * 9 * 4, iteration_scalars, 3};
  EXPECT_EQ(partition::iteration_traffic(tiles, 0, single), left);
  EXPECT_EQ(partition::iteration_traffic(tiles, 1, single), right);
  comm::Traffic const left_in_double{12 * 16, 6 * 16, 5 * 9 * 8, iteration_scalars, 3};
  EXPECT_EQ(partition::iteration_traffic(tiles, 0, full), left_in_double);
}

TEST(TrafficPrediction, EpochSendsTheMessagesOfItsSteps) {
  auto const tiles = two_tiles();
  comm::Traffic const later{7 * 12 * 8, 7 * 6 * 8, 7 * 4 * 9 * 4, epoch_scalars, 1};
  EXPECT_EQ(partition::epoch_traffic(tiles, 0, single, 7, false), later);
  comm::Traffic first = later;
  first.summed += 9 * 4;
  EXPECT_EQ(partition::epoch_traffic(tiles, 0, single, 7, true), first);
}

TEST(TrafficPrediction, ReplicatedObjectsSendTheWholeObject) {
  core::Box const whole{0, 0, 6, 8};
  std::vector<core::Subdomain> const copies{{whole, whole, {0, 0, 6, 4}}, {whole, whole, {0, 4, 6, 4}}};
  for (int const device : {0, 1}) {
    comm::Traffic const iteration{48 * 8, 0, 5 * 9 * 4, iteration_scalars, 3};
    EXPECT_EQ(partition::iteration_traffic(copies, device, single), iteration);
    comm::Traffic const epoch{2 * 48 * 8, 0, 2 * 4 * 9 * 4, epoch_scalars, 1};
    EXPECT_EQ(partition::epoch_traffic(copies, device, single, 2, false), epoch);
  }
}

// Any two tiles may overlap, not only neighbours of a grid: here 2 x 2 tiles all hold the whole object.
TEST(TrafficPrediction, CountsEveryPair) {
  core::Box const whole{0, 0, 4, 4};
  std::vector<core::Subdomain> tiles;
  for (int const row : {0, 2})
    for (int const col : {0, 2}) tiles.push_back(tile(whole, {row, col, 2, 2}));
  for (int device = 0; device < 4; ++device) {
    EXPECT_EQ(partition::iteration_traffic(tiles, device, single).to_owners, 12 * 8);
    EXPECT_EQ(partition::iteration_traffic(tiles, device, single).from_owners, 3 * 4 * 8);
  }
}

TEST(TrafficPrediction, OneDeviceSendsNothing) {
  core::Box const whole{0, 0, 4, 4};
  EXPECT_EQ(partition::iteration_traffic({tile(whole, whole)}, 0, single), comm::Traffic{});
  EXPECT_EQ(partition::epoch_traffic({tile(whole, whole)}, 0, single, 4, true), comm::Traffic{});
}

// Summed over all devices, the reductions to owners send as much as the broadcasts from owners.
TEST(TrafficPrediction, ReductionsSendAsMuchAsBroadcasts) {
  model::Placement placement{.rows = 60, .cols = 90, .probe = 16, .row = {}, .col = {}};
  for (int row = 0; row < 5; ++row)
    for (int col = 0; col < 8; ++col) {
      placement.row.push_back(2.3 + 7 * row);
      placement.col.push_back(2 + 9.1 * col + 0.8 * row);
    }
  for (int const devices : {2, 3, 5, 7}) {
    std::vector<core::Subdomain> subdomains;
    for (auto const& tile_of_device : partition::cut_into_tiles(placement, devices))
      subdomains.push_back(tile_of_device.subdomain);
    std::int64_t bytes_to_owners = 0;
    std::int64_t bytes_from_owners = 0;
    for (int device = 0; device < devices; ++device) {
      auto const traffic = partition::iteration_traffic(subdomains, device, single);
      bytes_to_owners += traffic.to_owners;
      bytes_from_owners += traffic.from_owners;
    }
    EXPECT_GT(bytes_to_owners, 0);
    EXPECT_EQ(bytes_to_owners, bytes_from_owners) << devices;
  }
}

}  // namespace
}  // namespace ptyger
