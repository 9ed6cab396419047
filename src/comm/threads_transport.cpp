#include "comm/threads_transport.hpp"

#include <algorithm>

namespace ptyger::comm {

/// Between the two barriers no two devices write the same values: each writes its owned box, its halo, or its slice of
/// a sum in the arrays of all devices. The arrays stay allocated until the second barrier.
template <class Real>
void ThreadsTransport<Real>::exchange(std::span<Part const> parts) {
  auto const self = this->device();
  for (std::size_t part = 0; part < parts.size(); ++part) lent(self, part) = parts[part].data;
  exchange_->rendezvous.meet(self);
  for (std::size_t part = 0; part < parts.size(); ++part) {
    switch (parts[part].kind) {
      case Kind::to_owners:
        reduce_to_owners_part(part);
        break;
      case Kind::from_owners:
        broadcast_from_owners_part(part);
        break;
      case Kind::sum:
        sum_part(part, parts[part].reals);
        break;
    }
  }
  exchange_->rendezvous.meet_without_timeout(self);
}

/// Each device adds the values that the other devices have for its owned pixels. Meanwhile no other device reads these
/// pixels of its array.
template <class Real>
void ThreadsTransport<Real>::reduce_to_owners_part(std::size_t part) {
  int const self = this->device();
  for (int other = 0; other < this->devices(); ++other) {
    if (other == self) continue;
    auto const shared = core::intersection(this->subdomain(other).local, this->subdomain(self).owned);
    for (int r = 0; r < shared.rows; ++r) {
      auto const* from = row(other, part, shared, r);
      auto* to = row(self, part, shared, r);
      for (int c = 0; c < 2 * shared.cols; ++c) to[c] += from[c];
      count_sent(other, Kind::to_owners, 2 * std::int64_t{shared.cols});
    }
  }
}

/// Each device copies the owned pixels of the other devices into its halo.
template <class Real>
void ThreadsTransport<Real>::broadcast_from_owners_part(std::size_t part) {
  int const self = this->device();
  for (int other = 0; other < this->devices(); ++other) {
    if (other == self) continue;
    auto const shared = core::intersection(this->subdomain(self).local, this->subdomain(other).owned);
    for (int r = 0; r < shared.rows; ++r) {
      auto const* from = row(other, part, shared, r);
      std::copy(from, from + 2 * shared.cols, row(self, part, shared, r));
      count_sent(other, Kind::from_owners, 2 * std::int64_t{shared.cols});
    }
  }
}

/// Each device sums one slice of the vector for all devices.
template <class Real>
void ThreadsTransport<Real>::sum_part(std::size_t part, std::int64_t reals) {
  auto const self = std::int64_t{this->device()};
  auto const begin = reals * self / this->devices();
  auto const end = reals * (self + 1) / this->devices();
  auto* const total = lent(0, part);
  for (int other = 1; other < this->devices(); ++other)
    for (auto i = begin; i < end; ++i) total[i] += lent(other, part)[i];
  for (int other = 1; other < this->devices(); ++other)
    std::copy(total + begin, total + end, lent(other, part) + begin);
  for (int device = 0; device < this->devices(); ++device) count_sent(device, Kind::sum, end - begin);
}

/// First real of a row of `box` in the lent array of a device.
template <class Real>
Real* ThreadsTransport<Real>::row(int device, std::size_t part, core::Box const& box, int row) const {
  auto const& local = this->subdomain(device).local;
  auto const inside = box.relative_to(local);
  auto* const data = lent(device, part);
  return data + 2 * (std::int64_t{inside.row + row} * local.cols + inside.col);
}

template <class Real>
void ThreadsTransport<Real>::count_sent(int from, Kind kind, std::int64_t reals) {
  exchange_->devices[static_cast<std::size_t>(from)].sent[static_cast<std::size_t>(kind)].fetch_add(
      reals * static_cast<std::int64_t>(sizeof(Real)), std::memory_order_relaxed);
}

template <class Real>
std::int64_t ThreadsTransport<Real>::sent(Kind kind) const {
  return exchange_->devices[static_cast<std::size_t>(this->device())].sent[static_cast<std::size_t>(kind)];
}

template class ThreadsTransport<float>;
template class ThreadsTransport<double>;

}  // namespace ptyger::comm
