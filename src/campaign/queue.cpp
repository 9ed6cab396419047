#include "campaign/queue.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ptyger::campaign {

Queue::Queue(std::vector<QueueItem> items, Order order, int ranks, int max_attempts, Claim claim)
    : items_(std::move(items)),
      ranks_(static_cast<std::size_t>(ranks)),
      max_attempts_(max_attempts),
      claim_(std::move(claim)) {
  open_.resize(items_.size());
  std::iota(open_.begin(), open_.end(), std::size_t{0});
  std::erase_if(open_, [&](std::size_t i) { return items_[i].state != QueueItem::State::open; });
  auto const key = [&](std::size_t i) {
    auto const& item = items_[i];
    double const first = item.failures + item.deaths;  // projections with failed attempts come last
    double const second = order == Order::longest ? -item.cost
                          : order == Order::angle ? item.angle_deg.value_or(HUGE_VAL)
                                                  : 0.0;
    return std::pair(first, second);
  };
  std::stable_sort(open_.begin(), open_.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  std::reverse(open_.begin(), open_.end());
}

std::optional<std::size_t> Queue::next(bool ahead) {
  // Every other rank may need a projection before this rank has finished its present one.
  while (!open_.empty() && !(ahead && (open_.size() < ranks_ || items_[open_.back()].deaths > 0))) {
    auto const projection = open_.back();
    open_.pop_back();
    auto& item = items_[projection];
    item.state = QueueItem::State::running;
    if (claim_(projection, item)) return projection;
  }
  return std::nullopt;
}

void Queue::done(std::size_t projection) {
  items_[projection].state = QueueItem::State::done;
}

bool Queue::failed(std::size_t projection) {
  auto& item = items_[projection];
  bool const again = ++item.failures < max_attempts_;
  item.state = again ? QueueItem::State::open : QueueItem::State::failed;
  if (again) put_last(projection);
  return again;
}

void Queue::released(std::size_t projection) {
  items_[projection].state = QueueItem::State::open;
  open_.push_back(projection);
}

void Queue::put_last(std::size_t projection) {
  open_.insert(open_.begin(), projection);
}

std::optional<std::size_t> Queue::nearest_done(std::size_t projection) const {
  auto const& angle = items_[projection].angle_deg;
  if (!angle) return std::nullopt;
  std::optional<std::size_t> nearest;
  double least = HUGE_VAL;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (items_[i].state != QueueItem::State::done || !items_[i].angle_deg) continue;
    double const distance = std::abs(*items_[i].angle_deg - *angle);
    if (distance >= least) continue;
    least = distance;
    nearest = i;
  }
  return nearest;
}

std::size_t Queue::count(QueueItem::State state) const {
  return static_cast<std::size_t>(
      std::count_if(items_.begin(), items_.end(), [&](QueueItem const& item) { return item.state == state; }));
}

void Queue::reopen_elsewhere() {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (items_[i].state != QueueItem::State::elsewhere) continue;
    items_[i].state = QueueItem::State::open;
    put_last(i);
  }
}

}  // namespace ptyger::campaign
