#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace ptyger::core {

/// Pseudo-random numbers by splitmix64 (Steele, Lea & Flood, OOPSLA 2014): equal seeds give equal numbers on every
/// machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }

  /// The numbers 0 ... count-1 in random order (Fisher and Yates).
  std::vector<int> permutation(int count) {
    std::vector<int> order;
    for (int i = 0; i < count; ++i) order.push_back(i);
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[next() % i]);
    return order;
  }

 private:
  std::uint64_t state_;
};

}  // namespace ptyger::core
