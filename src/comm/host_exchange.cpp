#include "comm/scalars.hpp"

#include <algorithm>

namespace ptyger::comm {

void Scalars::reduce(int member, std::span<double> sums, std::span<double> maxima) {
  parts_[static_cast<std::size_t>(member)] = {sums, maxima};
  rendezvous_.meet(member, [this] { combine(); });
}

void Scalars::combine() {
  auto& first = parts_.front();
  for (auto part = parts_.begin() + 1; part != parts_.end(); ++part) {
    for (std::size_t i = 0; i < first.sums.size(); ++i) first.sums[i] += part->sums[i];
    for (std::size_t i = 0; i < first.maxima.size(); ++i) first.maxima[i] = std::max(first.maxima[i], part->maxima[i]);
  }
  for (auto part = parts_.begin() + 1; part != parts_.end(); ++part) {
    std::copy(first.sums.begin(), first.sums.end(), part->sums.begin());
    std::copy(first.maxima.begin(), first.maxima.end(), part->maxima.begin());
  }
}

double Scalars::broadcast(int member, double value) {
  parts_[static_cast<std::size_t>(member)] = {{&value, 1}, {}};
  rendezvous_.meet(member, [this] {
    for (auto& part : parts_) part.sums[0] = parts_.front().sums[0];
  });
  return value;
}

}  // namespace ptyger::comm
