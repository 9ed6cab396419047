#include "core/background.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

namespace ptyger::test {
namespace {

TEST(Background, RunsTasksInOrderAndDrains) {
  core::Background background;
  std::vector<int> order;
  for (int i = 0; i < 100; ++i) background.post([&order, i] { order.push_back(i); });
  background.drain();
  ASSERT_EQ(order.size(), 100U);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(order[static_cast<std::size_t>(i)], i);
}

TEST(Background, FutureHoldsResultOrException) {
  core::Background background;
  auto value = background.post([] { return 42; });
  auto error = background.post([]() -> int { throw std::runtime_error("no"); });
  EXPECT_EQ(value.get(), 42);
  EXPECT_THROW(error.get(), std::runtime_error);
}

TEST(Background, DestructorRunsAllPostedTasks) {
  std::atomic<int> done = 0;
  {
    core::Background background;
    for (int i = 0; i < 10; ++i) background.post([&done] { ++done; });
  }
  EXPECT_EQ(done, 10);
}

}  // namespace
}  // namespace ptyger::test
