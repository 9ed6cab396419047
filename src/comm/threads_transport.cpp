#include "comm/threads_transport.hpp"

#include <algorithm>

namespace ptyger::comm {

/// Between the two meetings nobody changes what it lent, nor takes it away.
template <class Real>
void ThreadsTransport<Real>::exchange(std::span<Part const> parts) {
  auto const own = this->device();
  for (std::size_t part = 0; part < parts.size(); ++part) lent(own, part) = parts[part].data;
  exchange_->rendezvous.meet(own);
  for (std::size_t part = 0; part < parts.size(); ++part) {
    switch (parts[part].kind) {
      case Kind::gather:
        gather_part(part);
        break;
      case Kind::scatter:
        scatter_part(part);
        break;
      case Kind::sum:
        sum_part(part, parts[part].reals);
        break;
    }
  }
  exchange_->rendezvous.meet_without_timeout(own);
}

/// Everyone sums over its core, which the others only read outside theirs.
template <class Real>
void ThreadsTransport<Real>::gather_part(std::size_t part) {
  int const own = this->device();
  for (int other = 0; other < this->devices(); ++other) {
    if (other == own) continue;
    auto const mine = core::intersection(this->subdomain(other).local, this->subdomain(own).owned);
    for (int r = 0; r < mine.rows; ++r) {
      auto const* from = row(other, part, mine, r);
      auto* to = row(own, part, mine, r);
      for (int c = 0; c < 2 * mine.cols; ++c) to[c] += from[c];
      fetched(other, Kind::gather, 2 * std::int64_t{mine.cols});
    }
  }
}

/// Everyone fetches what it holds of the others' cores.
template <class Real>
void ThreadsTransport<Real>::scatter_part(std::size_t part) {
  int const own = this->device();
  for (int other = 0; other < this->devices(); ++other) {
    if (other == own) continue;
    auto const theirs = core::intersection(this->subdomain(own).local, this->subdomain(other).owned);
    for (int r = 0; r < theirs.rows; ++r) {
      auto const* from = row(other, part, theirs, r);
      std::copy(from, from + 2 * theirs.cols, row(own, part, theirs, r));
      fetched(other, Kind::scatter, 2 * std::int64_t{theirs.cols});
    }
  }
}

/// Everyone sums one slice of the vector for all.
template <class Real>
void ThreadsTransport<Real>::sum_part(std::size_t part, std::int64_t reals) {
  auto const own = std::int64_t{this->device()};
  auto const begin = reals * own / this->devices();
  auto const end = reals * (own + 1) / this->devices();
  auto* const total = lent(0, part);
  for (int other = 1; other < this->devices(); ++other)
    for (auto i = begin; i < end; ++i) total[i] += lent(other, part)[i];
  for (int other = 1; other < this->devices(); ++other)
    std::copy(total + begin, total + end, lent(other, part) + begin);
  for (int device = 0; device < this->devices(); ++device) fetched(device, Kind::sum, end - begin);
}

/// Row of a part of the object where a device keeps it.
template <class Real>
Real* ThreadsTransport<Real>::row(int device, std::size_t part, core::Box const& box, int row) const {
  auto const& local = this->subdomain(device).local;
  auto const inside = box.relative_to(local);
  auto* const data = lent(device, part);
  return data + 2 * (std::int64_t{inside.row + row} * local.cols + inside.col);
}

template <class Real>
void ThreadsTransport<Real>::fetched(int from, Kind kind, std::int64_t reals) {
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
