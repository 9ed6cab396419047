#pragma once

#include <algorithm>
#include <functional>
#include <numeric>
#include <queue>
#include <vector>

#include "campaign/queue.hpp"

namespace ptyger::test {

/// Outcome of a simulated campaign: each rank asks for the next projection, reads one ahead while it solves, and needs
/// as many seconds as the cost of the projection.
struct SimulatedCampaign {
  std::vector<double> solving_time;  ///< [rank], time spent solving, seconds
  std::vector<double> end_time;      ///< [rank], time when its last projection ended, seconds
  std::vector<int> times_solved;     ///< [projection]
  std::vector<std::size_t> order;    ///< projections in the order in which they began

  /// Time when the last rank, or the first one, has no more work.
  [[nodiscard]] double makespan() const { return *std::max_element(end_time.begin(), end_time.end()); }
  [[nodiscard]] double first_idle() const { return *std::min_element(end_time.begin(), end_time.end()); }
};

/// latency: time of a request to rank 0 and its reply, seconds. Rank 0 answers one request at a time, in `service`
/// seconds.
inline SimulatedCampaign simulate_campaign(std::vector<double> const& costs, campaign::Order order, int ranks,
                                           double latency = 0, double service = 0) {
  std::vector<campaign::QueueItem> items;
  for (double const cost : costs) items.push_back({.cost = cost});
  campaign::Queue queue(items, order, ranks, 1, [](std::size_t, campaign::QueueItem&) { return true; });
  auto const count = static_cast<std::size_t>(ranks);
  SimulatedCampaign campaign{
      std::vector<double>(count), std::vector<double>(count), std::vector<int>(costs.size()), {}};
  std::vector<std::optional<std::size_t>> ahead(count);  // [rank], projection that it has read ahead
  using Event = std::pair<double, std::size_t>;          // time when a rank is free, and the rank
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events;
  for (std::size_t rank = 0; rank < count; ++rank) events.emplace(0.0, rank);
  double server_free = 0;  // time when rank 0 can answer the next request
  auto const ask = [&](double& now, bool early) {
    server_free = std::max(now, server_free) + service;
    now = server_free + latency;
    return queue.next(early);
  };
  while (!events.empty()) {
    auto [now, rank] = events.top();
    events.pop();
    auto const projection = ahead[rank] ? ahead[rank] : ask(now, false);
    ahead[rank].reset();
    if (!projection) continue;
    ++campaign.times_solved[*projection];
    campaign.order.push_back(*projection);
    ahead[rank] = ask(now, true);
    campaign.solving_time[rank] += costs[*projection];
    campaign.end_time[rank] = now + costs[*projection];
    events.emplace(campaign.end_time[rank], rank);
  }
  return campaign;
}

}  // namespace ptyger::test
