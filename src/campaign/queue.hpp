#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ptyger/words.hpp"

namespace ptyger::campaign {

/// Order of the queue: most work first, as listed, or by angle.
enum class Order { longest, listed, angle };
/// Words of Order.
constexpr std::array<Word<Order>, 3> words_of(Order) {
  return {{{"longest", Order::longest}, {"listed", Order::listed}, {"angle", Order::angle}}};
}

/// One projection in the queue.
struct QueueItem {
  enum class State { open, running, elsewhere, done, failed };  ///< elsewhere: claimed by another job
  double cost = 0;                                              ///< work units; only ratios count
  std::optional<double> angle_deg = {};                         ///< tomography angle
  State state = State::open;
  int failures = 0;  ///< failed attempts, over all runs
  /// Processes that may have died at it; a projection with deaths comes last, and is not read ahead, so that the next
  /// death does not leave two projections in doubt.
  int deaths = 0;
};

/// The projections of a campaign in the order in which rank 0 assigns them. With Order::longest the ranks end at about
/// the same time. A projection that failed is tried again after all others, until it has failed `max_attempts` times.
class Queue {
 public:
  /// Claims a projection for this job. False when another job has claimed or done it; item.state is then set.
  using Claim = std::function<bool(std::size_t projection, QueueItem& item)>;

  Queue(std::vector<QueueItem> items, Order order, int ranks, int max_attempts, Claim claim);

  /// The next projection. ahead: the rank still solves another projection and reads the next one meanwhile; it gets
  /// none when so few are left that another rank could start sooner.
  std::optional<std::size_t> next(bool ahead);

  /// Notes that the projection is done.
  void done(std::size_t projection);
  /// Notes that an attempt at the projection has failed. True when it will be tried again.
  bool failed(std::size_t projection);
  /// Notes that a rank has given the projection back unfinished. The projection becomes the next one.
  void released(std::size_t projection);

  /// The finished projection with the nearest angle; empty without finished projections or angles.
  [[nodiscard]] std::optional<std::size_t> nearest_done(std::size_t projection) const;

  /// Number of projections in this state.
  [[nodiscard]] std::size_t count(QueueItem::State state) const;
  [[nodiscard]] QueueItem const& operator[](std::size_t projection) const { return items_[projection]; }
  [[nodiscard]] std::size_t size() const { return items_.size(); }

  /// Opens the projections that other jobs had claimed, so that next() tries to claim them.
  void reopen_elsewhere();

 private:
  /// Puts an open projection behind all others.
  void put_last(std::size_t projection);

  std::vector<QueueItem> items_;   ///< [projection]
  std::vector<std::size_t> open_;  ///< open projections; the next one is last
  std::size_t ranks_;              ///< number of ranks
  int max_attempts_;
  Claim claim_;
};

}  // namespace ptyger::campaign
