#include "core/parse_bytes.hpp"

#include <gtest/gtest.h>

namespace ptyger::test {
namespace {

TEST(ParseBytes, AmountsOfMemoryHaveUnits) {
  EXPECT_EQ(core::parse_bytes("123"), 123U);
  EXPECT_EQ(core::parse_bytes("2 kB"), 2000U);
  EXPECT_EQ(core::parse_bytes("2K"), 2000U);
  EXPECT_EQ(core::parse_bytes("2KiB"), 2048U);
  EXPECT_EQ(core::parse_bytes("0.5MiB"), 1U << 19U);
  EXPECT_EQ(core::parse_bytes("80GiB"), std::size_t{80} << 30U);
  EXPECT_EQ(core::parse_bytes("1TB"), 1000000000000U);
  for (auto const* wrong : {"", "GiB", "1iB", "1XB", "0", "-3GB", "1 GB free", "inf", "nan", "1e30TB"})
    EXPECT_EQ(core::parse_bytes(wrong), 0U) << wrong;
}

}  // namespace
}  // namespace ptyger::test
