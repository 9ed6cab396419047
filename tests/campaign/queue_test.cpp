#include "campaign/queue.hpp"

#include <gmock/gmock.h>

#include <random>

#include "tests/campaign/queue_simulation.hpp"

namespace ptyger::test {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::Eq;

/// A Queue::Claim that claims every projection.
bool claim_always(std::size_t, campaign::QueueItem&) {
  return true;
}

std::vector<campaign::QueueItem> items_of(std::vector<double> const& costs) {
  std::vector<campaign::QueueItem> items;
  for (double const cost : costs) items.push_back({.cost = cost, .angle_deg = 10 - cost});
  return items;
}

/// Takes all projections from a queue; returns their order.
std::vector<std::size_t> order_of(campaign::Queue& queue) {
  std::vector<std::size_t> order;
  while (auto const next = queue.next(false)) order.push_back(*next);
  return order;
}

TEST(Queue, GivesTheLongestFirst) {
  campaign::Queue queue(items_of({2, 5, 1, 5}), campaign::Order::longest, 1, 1, claim_always);
  EXPECT_THAT(order_of(queue), ElementsAre(1, 3, 0, 2));
}

TEST(Queue, CanFollowTheListOrTheAngles) {
  campaign::Queue listed(items_of({2, 5, 1}), campaign::Order::listed, 1, 1, claim_always);
  EXPECT_THAT(order_of(listed), ElementsAre(0, 1, 2));
  campaign::Queue by_angle(items_of({2, 5, 1}), campaign::Order::angle, 1, 1, claim_always);  // angles 8, 5, 9
  EXPECT_THAT(order_of(by_angle), ElementsAre(1, 0, 2));
}

TEST(Queue, SkipsFinishedAndPutsFailedProjectionsLast) {
  auto items = items_of({1, 2, 3, 4});
  items[2].state = campaign::QueueItem::State::done;
  items[3].failures = 1;
  campaign::Queue queue(items, campaign::Order::longest, 1, 2, claim_always);
  EXPECT_THAT(order_of(queue), ElementsAre(1, 0, 3));
}

TEST(Queue, RetriesFailedProjectionsAfterAllOthers) {
  campaign::Queue queue(items_of({3, 2, 1}), campaign::Order::longest, 1, 2, claim_always);
  ASSERT_EQ(queue.next(false), 0U);
  EXPECT_TRUE(queue.failed(0));
  EXPECT_EQ(queue.next(false), 1U);
  EXPECT_EQ(queue.next(false), 2U);
  EXPECT_EQ(queue.next(false), 0U);
  EXPECT_FALSE(queue.failed(0));
  EXPECT_EQ(queue.next(false), std::nullopt);
  EXPECT_EQ(queue.count(campaign::QueueItem::State::failed), 1U);
}

TEST(Queue, GivesNoProjectionAheadThatOtherRanksCouldStartSooner) {
  campaign::Queue queue(items_of({4, 3, 2, 1}), campaign::Order::longest, 3, 1, claim_always);
  EXPECT_EQ(queue.next(false), 0U);
  EXPECT_EQ(queue.next(true), 1U);  // three left for two other ranks
  EXPECT_EQ(queue.next(true), std::nullopt);
  EXPECT_EQ(queue.next(false), 2U);
}

TEST(Queue, ProjectionsWithDeathsComeLastAndAreNotReadAhead) {
  auto items = items_of({4, 3, 2, 1});
  items[0].deaths = 1;
  items[2].deaths = 1;
  campaign::Queue queue(items, campaign::Order::longest, 1, 2, claim_always);
  EXPECT_EQ(queue.next(false), 1U);
  EXPECT_EQ(queue.next(true), 3U);
  EXPECT_EQ(queue.next(true), std::nullopt);
  EXPECT_EQ(queue.next(false), 0U);
  EXPECT_EQ(queue.next(true), std::nullopt);
  EXPECT_EQ(queue.next(false), 2U);
}

TEST(Queue, SkipsProjectionsOfOtherJobsUntilTheyAreReleased) {
  bool free = false;
  campaign::Queue queue(items_of({3, 2, 1}), campaign::Order::longest, 1, 1,
                        [&](std::size_t i, campaign::QueueItem& item) {
                          if (i != 0 || free) return true;
                          item.state = campaign::QueueItem::State::elsewhere;
                          return false;
                        });
  EXPECT_EQ(queue.next(false), 1U);
  EXPECT_EQ(queue.next(false), 2U);
  EXPECT_EQ(queue.next(false), std::nullopt);
  queue.reopen_elsewhere();
  EXPECT_EQ(queue.next(false), std::nullopt);
  free = true;
  queue.reopen_elsewhere();
  EXPECT_EQ(queue.next(false), 0U);
}

TEST(Queue, FindsTheFinishedProjectionWithTheNearestAngle) {
  campaign::Queue queue(items_of({1, 2, 6, 9}), campaign::Order::listed, 1, 1, claim_always);  // angles 9, 8, 4, 1
  EXPECT_EQ(queue.nearest_done(0), std::nullopt);
  queue.done(3);
  EXPECT_EQ(queue.nearest_done(0), 3U);
  queue.done(2);
  EXPECT_EQ(queue.nearest_done(0), 2U);
}

/// 24 projections whose work differs by a factor of 8, on three ranks.
TEST(Queue, BalancesUnequalWork) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    std::mt19937 random(seed);
    std::vector<double> costs(24);
    for (std::size_t i = 0; i < costs.size(); ++i) costs[i] = 1 + 7.0 * static_cast<double>(i) / 23;
    std::shuffle(costs.begin(), costs.end(), random);
    auto const campaign = simulate_campaign(costs, campaign::Order::longest, 3);
    EXPECT_THAT(campaign.times_solved, Each(Eq(1)));
    auto const [least, most] = std::minmax_element(campaign.solving_time.begin(), campaign.solving_time.end());
    EXPECT_LT(*most, 1.10 * *least) << "seed " << seed;
    EXPECT_LE(campaign.makespan() - campaign.first_idle(), 8.0);
  }
}

TEST(Queue, TenThousandProjectionsOnAThousandRanksTakeTwoPercentMoreThanTheIdeal) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> cost(60, 480);
  std::vector<double> costs(10000);
  std::generate(costs.begin(), costs.end(), [&] { return cost(random); });
  double const ideal = std::accumulate(costs.begin(), costs.end(), 0.0) / 1000;
  auto const campaign = simulate_campaign(costs, campaign::Order::longest, 1000, 3e-3, 2e-3);
  EXPECT_THAT(campaign.times_solved, Each(Eq(1)));
  EXPECT_LT(campaign.makespan(), 1.02 * ideal);
  auto const listed = simulate_campaign(costs, campaign::Order::listed, 1000, 3e-3, 2e-3);
  EXPECT_GT(listed.makespan(), campaign.makespan());
}

}  // namespace
}  // namespace ptyger::test
