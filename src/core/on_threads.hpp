#pragma once

#include <cstddef>
#include <future>
#include <vector>

namespace ptyger::core {

/// Calls work(i) for each i below `count`, each on a thread of its own, and returns when all calls have ended. Throws
/// the error of the call with the lowest i that failed.
template <class Work>
void on_threads(std::size_t count, Work const& work) {
  std::vector<std::future<void>> others;
  for (std::size_t i = 1; i < count; ++i) others.push_back(std::async(std::launch::async, [&work, i] { work(i); }));
  if (count > 0) work(0);
  for (auto& other : others) other.get();
}

}  // namespace ptyger::core
