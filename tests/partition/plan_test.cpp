#include "partition/plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "partition/host_memory.hpp"
#include "ptyger/error.hpp"
#include "tests/support/small_scan.hpp"

namespace ptyger {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr partition::MemoryNeeds needs{.detector = 8,
                                       .pitch = 8,
                                       .probe = 6,
                                       .modes = 3,
                                       .count_bytes = 2,
                                       .real_bytes = 4,
                                       .chunk_bytes = 2 * 3 * 64 * 8};

model::Placement placement() {
  return test::make_small_scan({.frames = 40, .detector = 8, .probe = 6}).placement;
}

partition::Plan plan(MemoryStrategy strategy, partition::MemoryLimit const& limit, DeviceOptions const& options = {},
                     int devices = 2) {
  return partition::make_plan(needs, placement(), devices, options, strategy, limit);
}

TEST(DeviceMemory, CountsTheBytesOfEveryStrategy) {
  auto const tile = partition::cut_into_tiles(placement(), 4).front();
  ASSERT_EQ(tile.own.size(), 10U);
  auto const bytes = [&](partition::MemoryNeeds const& of, MemoryStrategy strategy, bool streamed = false) {
    return partition::device_memory(of, tile, strategy, streamed);
  };
  EXPECT_EQ(bytes(needs, MemoryStrategy::recompute).cached, 0U);
  EXPECT_EQ(bytes(needs, MemoryStrategy::coefficients).cached, 10U * 64 * 20);
  EXPECT_EQ(bytes(needs, MemoryStrategy::carried).cached, 10U * 64 * 3 * 24);
  EXPECT_EQ(bytes(needs, MemoryStrategy::recompute).frames, 10U * 64 * 2);
  EXPECT_EQ(bytes(needs, MemoryStrategy::recompute, true).frames, 2U * 2 * 64 * 2);
  auto other = needs;
  other.sequences = {Scheme::joint, false};
  EXPECT_EQ(bytes(other, MemoryStrategy::carried).cached, 10U * 64 * 3 * 16);
  auto const local = static_cast<std::size_t>(tile.subdomain.local.pixels());
  EXPECT_EQ(bytes(needs, MemoryStrategy::recompute).images, 7 * 8 * (local + 3 * 36) + 4 * (local + 2 * 36));
  other.sequences = {Scheme::alternating, true};
  EXPECT_EQ(bytes(other, MemoryStrategy::recompute).images - bytes(needs, MemoryStrategy::recompute).images,
            4 * 8 * (local + 3 * 36));
}

// A limit of exactly the predicted bytes is accepted, one byte less is refused.
TEST(PlanTest, RequestedStrategiesAreSelectedWhenTheyFit) {
  for (auto const strategy : {MemoryStrategy::carried, MemoryStrategy::coefficients, MemoryStrategy::recompute})
    for (bool const streamed : {false, true}) {
      DeviceOptions options;
      options.streaming = streamed;
      auto const all = plan(strategy, {}, options);
      ASSERT_TRUE(all.choice);
      EXPECT_EQ(all.chosen().strategy, strategy);
      EXPECT_EQ(all.chosen().streamed, streamed);
      auto const bytes = all.chosen().largest();
      EXPECT_TRUE(plan(strategy, {.device = bytes}, options).choice);
      EXPECT_FALSE(plan(strategy, {.device = bytes - 1}, options).choice);
      EXPECT_FALSE(plan(strategy, {.host = all.chosen().host - 1}, options).choice);
    }
}

TEST(PlanTest, ChunksShrinkWhereMemoryIsShort) {
  auto of = needs;
  of.chunk_bytes = 16 * 3 * 64 * 8;  // 16 frames
  auto const bytes = [&](partition::MemoryLimit const& limit) {
    return partition::make_plan(of, placement(), 1, {}, MemoryStrategy::recompute, limit);
  };
  auto const all = bytes({}).chosen();
  EXPECT_EQ(all.chunk_bytes, of.chunk_bytes);
  EXPECT_NE(bytes({.device = all.largest() - 1}).choice, std::optional<std::size_t>(0)) << "chunks may not shrink";
  of.least_chunk_bytes = of.chunk_bytes / 8;
  auto const less = bytes({.device = all.largest() - 1});
  EXPECT_FALSE(less.chosen().streamed);
  EXPECT_EQ(less.chosen().chunk_bytes, of.chunk_bytes / 2);
  EXPECT_EQ(all.largest() - less.chosen().largest(), 3U * 8 * 3 * 64 * 8);
  auto const least = bytes({.device = all.largest() - 3 * 14 * 3 * 64 * 8});
  EXPECT_EQ(least.chosen().chunk_bytes, of.chunk_bytes / 8);
  EXPECT_FALSE(bytes({.device = 1000}).choice);
}

TEST(PlanTest, MemoryLimitSelectsTheChoice) {
  auto const free = plan(MemoryStrategy::automatic, {});
  EXPECT_EQ(free.chosen().strategy, MemoryStrategy::carried);  // the fastest strategy for few frames
  EXPECT_FALSE(free.chosen().streamed);
  auto const carried = free.chosen().largest();
  auto const less = plan(MemoryStrategy::automatic, {.device = carried - 1});
  EXPECT_EQ(less.chosen().strategy, MemoryStrategy::recompute);
  EXPECT_FALSE(less.chosen().streamed);
  auto const least = plan(MemoryStrategy::automatic, {.device = less.chosen().largest() - 1});
  EXPECT_EQ(least.chosen().strategy, MemoryStrategy::recompute);
  EXPECT_TRUE(least.chosen().streamed);
  EXPECT_FALSE(plan(MemoryStrategy::automatic, {.device = least.chosen().largest() - 1}).choice);
}

// A checkpoint contains neither the far fields nor the rounding errors that they have accumulated.
TEST(PlanTest, DeterministicRunsCarryFarFieldsOnlyOnRequest) {
  DeviceOptions options;
  options.deterministic = true;
  EXPECT_EQ(plan(MemoryStrategy::automatic, {}, options).chosen().strategy, MemoryStrategy::recompute);
  EXPECT_EQ(plan(MemoryStrategy::carried, {}, options).chosen().strategy, MemoryStrategy::carried);
}

TEST(PlanTest, ErrorContainsTheTable) {
  partition::MemoryLimit const limit{.device = 3 << 10};
  auto const none = plan(MemoryStrategy::carried, limit);
  try {
    partition::require_fit(none, limit);
    FAIL() << "no error was thrown";
  } catch (InputError const& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("carried"), HasSubstr("does not fit"), HasSubstr("3 KiB"),
                                    HasSubstr("holds pixels"), HasSubstr("raise --memory")));
  }
  EXPECT_NO_THROW(partition::require_fit(plan(MemoryStrategy::carried, {}), {}));
}

// src/comm/README.md: the object is replicated when halos are larger than the owned boxes.
TEST(PlanTest, AutomaticPartitionIsTheOneThatSendsLess) {
  auto const crowded_plan = plan(MemoryStrategy::automatic, {}, {}, 20);
  EXPECT_GT(crowded_plan.most_sent(Partition::tiled), 0);
  EXPECT_EQ(crowded_plan.partition,
            crowded_plan.most_sent(Partition::tiled) <= crowded_plan.most_sent(Partition::replicated)
                ? Partition::tiled
                : Partition::replicated);
  auto wide_placement = placement();
  for (auto& row : wide_placement.row) row *= 50;
  wide_placement.rows *= 50;
  EXPECT_EQ(partition::make_plan(needs, wide_placement, 4, {}, MemoryStrategy::automatic, {}).partition,
            Partition::tiled);
  auto equal_positions = placement();
  equal_positions.row.assign(40, 3.0);
  equal_positions.col.assign(40, 3.0);
  equal_positions.rows = equal_positions.cols = 12;
  EXPECT_EQ(partition::make_plan(needs, equal_positions, 9, {}, MemoryStrategy::automatic, {}).partition,
            Partition::replicated);
  DeviceOptions tiled;
  tiled.partition = Partition::tiled;
  EXPECT_EQ(partition::make_plan(needs, equal_positions, 9, tiled, MemoryStrategy::automatic, {}).partition,
            Partition::tiled);
}

TEST(HostMemory, AvailableMemoryIsReported) {
  EXPECT_GT(partition::available_host_memory(), std::size_t{1} << 20U);
  EXPECT_EQ(to_word(MemoryStrategy::automatic), "auto");
  EXPECT_EQ(to_word(MemoryStrategy::coefficients), "coefficients");
}

}  // namespace
}  // namespace ptyger
