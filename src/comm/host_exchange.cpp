#include "comm/host_exchange.hpp"

#include <algorithm>

#include "core/expect.hpp"
#include "ptyger/error.hpp"

namespace ptyger::comm {

HostExchange::HostExchange(device::Rendezvous& rendezvous, device::Team const& team)
    : rendezvous_(rendezvous), team_(team), parts_(static_cast<std::size_t>(team.local)) {
  if (team.first != 0 || team.local != team.total)
    throw CallError("a HostExchange needs all devices of the team in one process");
  core::expect(rendezvous.members() == team.local, "every device of the process is a member of the rendezvous");
}

void HostExchange::reduce(int device, std::span<double> sums, std::span<double> maxima) {
  part(device) = {sums, maxima, {}};
  rendezvous_.meet(static_cast<int>(team_.place(device)), [this] { reduce_parts(); });
}

void HostExchange::reduce_parts() {
  auto& first = parts_.front();
  for (auto part = parts_.begin() + 1; part != parts_.end(); ++part) {
    for (std::size_t i = 0; i < first.values.size(); ++i) first.values[i] += part->values[i];
    for (std::size_t i = 0; i < first.maxima.size(); ++i) first.maxima[i] = std::max(first.maxima[i], part->maxima[i]);
  }
  for (auto part = parts_.begin() + 1; part != parts_.end(); ++part) {
    std::copy(first.values.begin(), first.values.end(), part->values.begin());
    std::copy(first.maxima.begin(), first.maxima.end(), part->maxima.begin());
  }
}

double HostExchange::broadcast(int device, double value) {
  part(device) = {{&value, 1}, {}, {}};
  rendezvous_.meet(static_cast<int>(team_.place(device)), [this] {
    for (auto& part : parts_) part.values[0] = parts_.front().values[0];
  });
  return value;
}

void HostExchange::all_gather(int device, std::span<double> values, std::span<std::size_t const> counts) {
  core::expect(counts.size() == static_cast<std::size_t>(team_.total), "every device has a part");
  part(device) = {values, {}, counts};
  rendezvous_.meet(static_cast<int>(team_.place(device)), [this] { gather_parts(); });
}

void HostExchange::gather_parts() {
  std::size_t begin = 0;
  for (auto const& source : parts_) {
    auto const count = source.counts[static_cast<std::size_t>(&source - parts_.data())];
    auto const values = source.values.subspan(begin, count);
    for (auto const& target : parts_)
      if (&target != &source)
        std::copy(values.begin(), values.end(), target.values.begin() + static_cast<std::ptrdiff_t>(begin));
    begin += count;
  }
}

void HostExchange::gather(int device, std::span<double const> part, core::Box const& box, std::span<double> image,
                          int cols) {
  int const member = static_cast<int>(team_.place(device));
  this->part(device) = {image, {}, {}};
  rendezvous_.meet(member);
  if (!box.empty()) {
    auto const pixel_reals = static_cast<std::ptrdiff_t>(part.size()) / box.pixels();
    auto const target = parts_.front().values;
    for (int row = 0; row < box.rows; ++row) {
      auto const first = (std::int64_t{box.row + row} * cols + box.col) * pixel_reals;
      std::copy_n(part.begin() + row * box.cols * pixel_reals, box.cols * pixel_reals, target.begin() + first);
    }
  }
  // Device 0 must not use the image before all devices have written their rows.
  rendezvous_.meet_without_timeout(member);
}

}  // namespace ptyger::comm
