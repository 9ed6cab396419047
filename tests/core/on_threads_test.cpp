#include "core/on_threads.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <stdexcept>
#include <string>

namespace ptyger::core {
namespace {

TEST(OnThreads, CallsRunAtTheSameTime) {
  std::barrier all(3);
  std::atomic<int> sum = 0;
  on_threads(3, [&](std::size_t i) {
    all.arrive_and_wait();
    sum += static_cast<int>(i) + 1;
  });
  EXPECT_EQ(sum, 6);
  on_threads(0, [&](std::size_t) { sum = 0; });
  EXPECT_EQ(sum, 6);
}

TEST(OnThreads, ThrowsTheErrorOfTheFirstCallThatFailedWhenAllHaveEnded) {
  for (std::size_t const first : {0U, 1U, 2U}) {
    std::atomic<int> ended = 0;
    std::string message;
    try {
      on_threads(4, [&](std::size_t i) {
        ++ended;
        if (i >= first) throw std::runtime_error(std::to_string(i));
      });
    } catch (std::runtime_error const& error) {
      message = error.what();
    }
    EXPECT_EQ(message, std::to_string(first));
    EXPECT_EQ(ended, 4);
  }
}

}  // namespace
}  // namespace ptyger::core
