#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ptyger/words.hpp"

namespace ptyger::campaign {

enum class Order { longest, listed, angle };
/// Words of Order.
constexpr std::array<Word<Order>, 3> words_of(Order) {
  return {{{"longest", Order::longest}, {"listed", Order::listed}, {"angle", Order::angle}}};
}

/// What the queue knows of one projection.
struct QueueItem {
  enum class State { open, running, elsewhere, done, failed };
  double cost = 0;  ///< work units; only ratios count
  std::optional<double> angle_deg = {};
  State state = State::open;
  int failures = 0;  ///< attempts that failed, in all runs
};

/// Which projection comes next: rank 0's list of a campaign. Longest first, so that the last ones to end are short; a
/// projection that failed comes again after all others until it has failed as often as allowed.
class Queue {
 public:
  /// Tries to get a projection for this job; false when another job has it, or did it: the state says which then.
  using Claim = std::function<bool(std::size_t projection, QueueItem& item)>;

  Queue(std::vector<QueueItem> items, Order order, int ranks, int max_attempts, Claim take);

  /// The next projection. `ahead`: the rank still has one and only wants to read this one meanwhile; it gets none when
  /// so few are left that another rank could begin with it sooner.
  std::optional<std::size_t> next(bool ahead);

  void done(std::size_t projection);
  /// True when it will be tried again.
  bool failed(std::size_t projection);
  /// Given back as it was taken.
  void released(std::size_t projection);

  /// Finished projection whose angle is nearest; none before one is finished, or without angles.
  [[nodiscard]] std::optional<std::size_t> nearest_done(std::size_t projection) const;

  /// Those in this state.
  [[nodiscard]] std::size_t count(QueueItem::State state) const;
  [[nodiscard]] QueueItem const& operator[](std::size_t projection) const { return items_[projection]; }
  [[nodiscard]] std::size_t size() const { return items_.size(); }

  /// Looks at those again that other jobs had: those that are free are open afterwards.
  void reopen_elsewhere();

 private:
  void insert(std::size_t projection);

  std::vector<QueueItem> items_;
  std::vector<std::size_t> open_;  ///< the next one last
  std::size_t ranks_;
  int max_attempts_;
  Claim take_;
};

}  // namespace ptyger::campaign
