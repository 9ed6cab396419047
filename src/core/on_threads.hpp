#pragma once

#include <cstddef>
#include <future>
#include <vector>

namespace ptyger::core {

/// Calls work(i) for each i below `count`, at the same time as far as threads can be made, and returns when all calls
/// have ended. Throws the error of the call with the lowest i that failed.
template <class Work>
void on_threads(std::size_t count, Work const& work) {
  std::vector<std::future<void>> calls;
  for (std::size_t i = 0; i < count; ++i)
    calls.push_back(std::async(std::launch::async | std::launch::deferred, [&work, i] { work(i); }));
  for (auto const& call : calls) call.wait();
  for (auto& call : calls) call.get();
}

}  // namespace ptyger::core
