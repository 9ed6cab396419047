#include "core/host.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <ctime>

namespace ptyger::test {
namespace {

TEST(TimeStamp, CanBeReadBack) {
  auto const now = static_cast<double>(std::time(nullptr));
  EXPECT_NEAR(core::parse_time_stamp(core::time_stamp()).value(), now, 2);
  EXPECT_EQ(core::parse_time_stamp("1970-01-02T02:00:00+01:00"), 24 * 3600 + 3600);
  EXPECT_EQ(core::parse_time_stamp("1970-01-01T00:00:00-02:30"), 2.5 * 3600);
  EXPECT_EQ(core::parse_time_stamp("yesterday"), std::nullopt);
  EXPECT_EQ(core::parse_time_stamp(""), std::nullopt);
}

TEST(ProcessStart, IsZeroWithoutTheProcess) {
  EXPECT_GT(core::process_start(getpid()), 0U);
  EXPECT_EQ(core::process_start(4194304), 0U);  // above the largest number of a process
}

}  // namespace
}  // namespace ptyger::test
