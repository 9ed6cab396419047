#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <thread>

namespace ptyger::test {

/// Threads that the kernel lists for this process: for a moment also those that have been joined.
inline std::ptrdiff_t listed_threads() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/task"), std::filesystem::directory_iterator());
}

/// Threads of this process, while none is made or ended.
inline std::ptrdiff_t count_threads() {
  auto least = listed_threads();
  for (int look = 0; look < 10; ++look) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    least = std::min(least, listed_threads());
  }
  return least;
}

/// The same, but looks again for some seconds until it is what is expected.
inline std::ptrdiff_t count_threads(std::ptrdiff_t expected) {
  auto found = listed_threads();
  for (int look = 0; look < 5000 && found != expected; ++look) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    found = listed_threads();
  }
  return found;
}

}  // namespace ptyger::test
