#include "partition/tiles.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <set>

#include "model/frame_subsets.hpp"
#include "ptyger/error.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/partition/scan_shapes.hpp"

namespace ptyger {
namespace {

using Partitioner = std::function<std::vector<model::Tile>(model::Placement const&, int)>;
constexpr int most_devices = 9;

std::size_t at(int frame) {
  return static_cast<std::size_t>(frame);
}

bool contains(core::Box const& outer, core::Box const& inner) {
  return inner.empty() || core::intersection(outer, inner) == inner;
}

/// The object pixels that a frame touches, a box for each kind of sampling.
std::vector<core::Box> touched(model::Placement const& placement, int frame) {
  std::vector<core::Box> boxes;
  int const size = static_cast<int>(placement.probe);
  for (auto const sampling : {Sampling::nearest, Sampling::bilinear, Sampling::fourier}) {
    auto const corner = model::split_corner(placement.row[at(frame)], placement.col[at(frame)], sampling);
    int const interpolation_pixel = sampling == Sampling::bilinear ? 1 : 0;
    boxes.push_back({corner.row, corner.col, size + interpolation_pixel, size + interpolation_pixel});
  }
  return boxes;
}

std::vector<model::Tile> tiled(model::Placement const& placement, int devices) {
  return partition::cut_into_tiles(placement, devices);
}

class TilesTest : public testing::TestWithParam<test::ScanShape> {
 protected:
  model::Placement const placement = test::placement_of(GetParam());
  int const frames = static_cast<int>(placement.row.size());
  [[nodiscard]] std::vector<int> every_frame() const {
    std::vector<int> every(at(frames));
    std::iota(every.begin(), every.end(), 0);
    return every;
  }

  /// Calls body(tiles) for every number of devices and both partitions.
  void for_all(std::function<void(std::vector<model::Tile> const&)> const& body) const {
    for (auto const& [name, partition] :
         std::map<std::string, Partitioner>{{"tiled", tiled}, {"replicated", partition::replicate}})
      for (int devices = 1; devices <= most_devices; ++devices) {
        SCOPED_TRACE(testing::Message() << devices << " devices, " << name);
        auto const tiles = partition(placement, devices);
        ASSERT_EQ(tiles.size(), at(devices));
        body(tiles);
      }
  }
};

INSTANTIATE_TEST_SUITE_P(Shapes, TilesTest, testing::ValuesIn(test::scan_shapes()),
                         [](auto const& test) { return std::string(test.param.name); });

TEST_P(TilesTest, FramesOfTilesAreDisjointCompleteAndEven) {
  for_all([&](auto const& tiles) {
    std::vector<int> all;
    std::set<std::size_t> counts;
    for (auto const& tile : tiles) {
      all.insert(all.end(), tile.own.begin(), tile.own.end());
      counts.insert(tile.own.size());
      EXPECT_EQ(tile.total, frames);
    }
    std::sort(all.begin(), all.end());
    EXPECT_EQ(all, every_frame());
    EXPECT_LE(*counts.rbegin() - *counts.begin(), 1U);
  });
}

TEST_P(TilesTest, OwnedBoxesTileTheObject) {
  for_all([&](auto const& tiles) {
    std::vector<int> owners(placement.rows * placement.cols);
    for (auto const& tile : tiles) {
      auto const& owned = tile.subdomain.owned;
      ASSERT_TRUE(contains(model::whole_object(placement), owned));
      for (int row = owned.row; row < owned.row + owned.rows; ++row)
        for (int col = owned.col; col < owned.col + owned.cols; ++col) ++owners[at(row) * placement.cols + at(col)];
    }
    EXPECT_THAT(owners, testing::Each(1));
  });
}

TEST_P(TilesTest, LocalBoxContainsOwnedBoxAndPatches) {
  for_all([&](auto const& tiles) {
    for (auto const& tile : tiles) {
      auto const& local = tile.subdomain.local;
      EXPECT_TRUE(contains(model::whole_object(placement), local));
      EXPECT_TRUE(contains(local, tile.subdomain.owned));
      EXPECT_TRUE(contains(local, tile.subdomain.updated));
      for (int const frame : tile.own)
        for (auto const& box : touched(placement, frame)) EXPECT_TRUE(contains(local, box)) << "frame " << frame;
    }
  });
}

// Frames may drift by the margin in any direction, and differences need one pixel around the owned box. The local box
// is the smallest that satisfies both.
TEST_P(TilesTest, LocalBoxContainsTheMarginAroundPatches) {
  for (int devices = 1; devices <= most_devices; ++devices)
    for (int const margin : {0, 1, 2, 5}) {
      SCOPED_TRACE(testing::Message() << devices << " devices, margin " << margin);
      for (auto const& tile : partition::cut_into_tiles(placement, devices, margin)) {
        auto const& owned = tile.subdomain.owned;
        core::Box needed =
            owned.empty() ? owned : core::Box{owned.row - 1, owned.col - 1, owned.rows + 2, owned.cols + 2};
        for (int const frame : tile.own) {
          // from the floor of the corner to the last pixel that any interpolation there can read
          auto const corner =
              model::split_corner(placement.row[at(frame)], placement.col[at(frame)], Sampling::bilinear);
          int const size = static_cast<int>(placement.probe) + 1 + 2 * margin;
          core::Box const patch{corner.row - margin, corner.col - margin, size, size};
          needed = needed.empty() ? patch : core::bounding_box(needed, patch);
        }
        EXPECT_EQ(tile.subdomain.local, core::intersection(needed, model::whole_object(placement)));
      }
    }
}

TEST_P(TilesTest, LargerMarginOnlyEnlargesLocalBoxesAndNeighbours) {
  for (int devices = 2; devices <= most_devices; ++devices) {
    auto before = partition::cut_into_tiles(placement, devices, 0);
    for (int const margin : {1, 3, 200}) {
      auto const tiles = partition::cut_into_tiles(placement, devices, margin);
      for (std::size_t i = 0; i < tiles.size(); ++i) {
        EXPECT_TRUE(contains(tiles[i].subdomain.local, before[i].subdomain.local));
        EXPECT_EQ(tiles[i].subdomain.owned, before[i].subdomain.owned);
        EXPECT_EQ(tiles[i].subdomain.updated, before[i].subdomain.updated);
        EXPECT_EQ(tiles[i].own, before[i].own);
        for (int const frame : before[i].neighbours) EXPECT_THAT(tiles[i].neighbours, testing::Contains(frame));
      }
      before = tiles;
    }
    for (auto const& tile : before) EXPECT_EQ(tile.subdomain.local, model::whole_object(placement));
  }
}

TEST_P(TilesTest, NeighboursAreTheOtherFramesThatIlluminateUpdatedPixels) {
  for_all([&](auto const& tiles) {
    for (auto const& tile : tiles) {
      std::set<int> const own(tile.own.begin(), tile.own.end());
      std::set<int> const found(tile.neighbours.begin(), tile.neighbours.end());
      EXPECT_EQ(found.size(), tile.neighbours.size());
      for (int const frame : every_frame()) {
        auto const boxes = touched(placement, frame);
        bool const meets = std::any_of(boxes.begin(), boxes.end(), [&](core::Box const& box) {
          return !core::intersection(box, tile.subdomain.updated).empty();
        });
        EXPECT_EQ(found.contains(frame), meets && !own.contains(frame)) << "frame " << frame;
      }
    }
  });
}

TEST_P(TilesTest, RanksDoNotDependOnTheNumberOfDevices) {
  auto const one = partition::cut_into_tiles(placement, 1).front();
  std::map<int, int> rank_of;
  for (std::size_t i = 0; i < one.own.size(); ++i) rank_of[one.own[i]] = one.ranks[i];
  EXPECT_EQ(one.ranks, every_frame());
  for_all([&](auto const& tiles) {
    for (auto const& tile : tiles) {
      ASSERT_EQ(tile.ranks.size(), tile.own.size());
      for (std::size_t i = 0; i < tile.own.size(); ++i) EXPECT_EQ(tile.ranks[i], rank_of[tile.own[i]]);
      EXPECT_TRUE(std::is_sorted(tile.ranks.begin(), tile.ranks.end()));
      EXPECT_TRUE(tile.subdomain.replicated() || std::is_sorted(tile.neighbours.begin(), tile.neighbours.end(),
                                                                [&](int a, int b) { return rank_of[a] < rank_of[b]; }));
    }
  });
}

// Every device then adds the illumination of all frames in the same order.
TEST_P(TilesTest, ReplicatedTilesListFramesInOneOrder) {
  for (int devices = 1; devices <= most_devices; ++devices) {
    std::vector<int> expected;
    auto const tiles = partition::replicate(placement, devices);
    for (auto const& tile : tiles) expected.insert(expected.end(), tile.own.begin(), tile.own.end());
    for (auto const& tile : tiles) {
      auto found = tile.neighbours;
      found.insert(found.begin() + tile.earlier_neighbours, tile.own.begin(), tile.own.end());
      EXPECT_EQ(found, expected) << devices << " devices";
    }
  }
}

TEST_P(TilesTest, SubsetsContainTheSameFramesForAnyNumberOfDevices) {
  DeviceContext<Kokkos::Serial> const device;
  for (int const stride : {1, 3, 4}) {
    auto const members = [&](std::vector<model::Tile> const& tiles) {
      std::vector<std::set<int>> result(at(stride));
      for (auto const& tile : tiles) {
        model::FrameSubsets<Kokkos::Serial> const subsets(device, tile.ranks, stride);
        for (int k = 0; k < stride; ++k)
          for (int i = 0; i < subsets[k].count; ++i) result[at(k)].insert(tile.own[at(subsets[k](i))]);
      }
      return result;
    };
    auto const expected = members(partition::cut_into_tiles(placement, 1));
    for_all([&](auto const& tiles) { EXPECT_EQ(members(tiles), expected) << "stride " << stride; });
  }
}

TEST_P(TilesTest, ReplicatedTilesHaveEqualFramesAndTheWholeObject) {
  for (int devices = 1; devices <= most_devices; ++devices) {
    auto const tiles = partition::cut_into_tiles(placement, devices);
    auto const replicas = partition::replicate(placement, devices);
    for (std::size_t i = 0; i < tiles.size(); ++i) {
      EXPECT_EQ(replicas[i].own, tiles[i].own);
      EXPECT_EQ(replicas[i].subdomain.owned, tiles[i].subdomain.owned);
      EXPECT_EQ(replicas[i].subdomain.local, model::whole_object(placement));
      EXPECT_EQ(replicas[i].subdomain.updated, model::whole_object(placement));
      EXPECT_EQ(tiles[i].subdomain.updated, tiles[i].subdomain.owned);
      EXPECT_EQ(replicas[i].subdomain.replicated(), devices > 1);
    }
  }
}

TEST(Tiles, MoreDevicesThanFramesAreRefused) {
  auto const placement = test::placement_of(test::line("line", 1, 2));
  int const frames = static_cast<int>(placement.row.size());
  for (Partitioner const& partition : {Partitioner(tiled), Partitioner(partition::replicate)}) {
    EXPECT_EQ(partition(placement, frames).size(), at(frames));
    EXPECT_THAT(test::message_of<InputError>([&] { partition(placement, frames + 1); }),
                testing::HasSubstr("24 devices cannot share 23 frames"));
  }
}

TEST(Tiles, LoadBalanceComparesFramesAndLocalPixels) {
  model::Tile a;
  a.own = {0, 1, 2};
  a.subdomain = {{0, 0, 4, 6}, {0, 0, 4, 5}, {0, 0, 4, 5}};
  model::Tile b;
  b.own = {3, 4};
  b.subdomain = {{0, 3, 4, 7}, {0, 5, 4, 5}, {0, 5, 4, 5}};
  auto const found = partition::load_balance({a, b});
  EXPECT_DOUBLE_EQ(found.frames, 3 / 2.5);
  EXPECT_DOUBLE_EQ(found.pixels, (24 + 28) / 40.0);

  auto const placement = test::placement_of(test::raster("raster", 9, 12, 3));
  auto const one = partition::load_balance(partition::cut_into_tiles(placement, 1));
  EXPECT_DOUBLE_EQ(one.frames, 1);
  EXPECT_DOUBLE_EQ(one.pixels, 1);
  EXPECT_DOUBLE_EQ(partition::load_balance(partition::cut_into_tiles(placement, 5)).frames, 22 / 21.6);
  EXPECT_DOUBLE_EQ(partition::load_balance(partition::replicate(placement, 4)).pixels, 4);
}

}  // namespace
}  // namespace ptyger
