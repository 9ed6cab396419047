#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <thread>

namespace ptyger::test {

/// Number of threads that the kernel lists for this process. For a moment the list contains threads that were joined.
inline std::ptrdiff_t listed_threads() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/task"), std::filesystem::directory_iterator());
}

/// Number of threads of this process: the smallest of several listings, while no thread begins or ends.
inline std::ptrdiff_t count_threads() {
  auto least = listed_threads();
  for (int attempt = 0; attempt < 10; ++attempt) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    least = std::min(least, listed_threads());
  }
  return least;
}

/// Number of threads of this process; lists them again for up to five seconds until the number is the expected one.
inline std::ptrdiff_t count_threads(std::ptrdiff_t expected) {
  auto found = listed_threads();
  for (int attempt = 0; attempt < 5000 && found != expected; ++attempt) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    found = listed_threads();
  }
  return found;
}

}  // namespace ptyger::test
