#include "comm/world.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <thread>

#include "comm/together.hpp"
#include "ptyger/error.hpp"
#include "tests/mpi/world_of_tests.hpp"

namespace ptyger::test {
namespace {

using testing::HasSubstr;

/// A text whose length depends on the rank, 0 for rank 0, with bytes that are not UTF-8.
std::string text_of(int rank) {
  return std::string(static_cast<std::size_t>(3 * rank), static_cast<char>(128 + rank)) +
         (rank % 2 == 1 ? std::string(1, '\0') : "");
}

TEST(World, CountsItsRanks) {
  EXPECT_GE(world().rank(), 0);
  EXPECT_LT(world().rank(), world().size());
  EXPECT_EQ(world().ranks_on_node(), world().size());
}

TEST(World, BroadcastsTheTextOfRankZero) {
  for (std::size_t const length : {0U, 1U, 5000000U}) {
    std::string const text(length, 'x');
    EXPECT_EQ(world().broadcast(world().rank() == 0 ? text : "another"), text);
  }
}

TEST(World, GathersInTheOrderOfTheRanks) {
  auto const texts = world().gather(text_of(world().rank()));
  ASSERT_EQ(texts.size(), world().rank() == 0 ? static_cast<std::size_t>(world().size()) : 0U);
  for (std::size_t rank = 0; rank < texts.size(); ++rank) EXPECT_EQ(texts[rank], text_of(static_cast<int>(rank)));
}

TEST(World, FindsTheLargest) {
  EXPECT_EQ(world().largest(-world().rank()), 0);
  EXPECT_EQ(world().largest(world().rank()), world().size() - 1);
}

/// After a barrier a rank sees what the other ranks did before it.
TEST_F(SharedFolder, BarrierWaitsForTheLast) {
  if (world().rank() == world().size() - 1) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    std::filesystem::create_directory(path("made"));
  }
  world().barrier();
  EXPECT_TRUE(std::filesystem::exists(path("made")));
}

TEST(Together, SharesTheTextsOfAllRanks) {
  auto const texts = comm::share(world(), text_of(world().rank()));
  ASSERT_EQ(texts.size(), static_cast<std::size_t>(world().size()));
  for (int rank = 0; rank < world().size(); ++rank) EXPECT_EQ(texts[static_cast<std::size_t>(rank)], text_of(rank));
}

TEST(Together, ThrowsTheErrorOfTheLowestFailedRankOnAllRanks) {
  EXPECT_NO_THROW(comm::together(world(), [] {}));
  int const first = world().size() / 2;
  EXPECT_THAT(message_of<CallError>([&] {
                comm::together(world(), [&] {
                  if (world().rank() >= first) throw CallError("the disk of rank " + std::to_string(world().rank()));
                });
              }),
              HasSubstr("the disk of rank " + std::to_string(first)));
  EXPECT_THROW(comm::together(world(),
                              [&] {
                                if (world().rank() == first) throw InputError("bad input");
                              }),
               InputError);
}

}  // namespace
}  // namespace ptyger::test
