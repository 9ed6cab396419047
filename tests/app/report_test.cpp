#include "app/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ptyger::test {
namespace {

using testing::HasSubstr;

TEST(ResultReport, WorkIncludesTheSearchOfTheProbe) {
  Result result;
  result.history.push_back({.transforms = 9});
  EXPECT_THAT(app::result_report({}, result, "result.h5", 1), HasSubstr("9 transforms a frame and mode\n"));
  result.search_transforms = 108.25;
  EXPECT_THAT(app::result_report({}, result, "result.h5", 1),
              HasSubstr("9 transforms a frame and mode, after 108.2 a frame in trial runs\n"));
}

}  // namespace
}  // namespace ptyger::test
