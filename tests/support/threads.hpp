#pragma once

#include <cstddef>
#include <filesystem>
#include <iterator>

namespace ptyger::test {

/// Threads of this process.
inline std::ptrdiff_t count_threads() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/task"), std::filesystem::directory_iterator());
}

}  // namespace ptyger::test
