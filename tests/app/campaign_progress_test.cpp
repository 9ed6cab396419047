#include "app/campaign/progress.hpp"

#include <gmock/gmock.h>

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// A campaign of which half is done.
campaign::Overview half_done() {
  return {.total = 8, .done = 4, .failed = 1, .running = 2, .elsewhere = 0, .fraction = 0.5, .seconds_left = 65};
}

TEST(OverviewLine, HasDoneProjectionsAndTimeLeft) {
  auto const line = app::overview_line(half_done(), 100, false);
  EXPECT_THAT(line, AllOf(HasSubstr("4/8 done"), HasSubstr("1 failed"), HasSubstr("2 running"), HasSubstr("50 %"),
                          HasSubstr("left 1:05"), HasSubstr("[###"), Not(HasSubstr("other jobs"))));
}

TEST(OverviewLine, SaysWhatOtherJobsHave) {
  auto view = half_done();
  view.elsewhere = 3;
  EXPECT_THAT(app::overview_line(view, 120, false), HasSubstr("3 taken by other jobs"));
}

TEST(OverviewLine, FitsANarrowTerminal) {
  for (int width = 10; width < 120; ++width)
    EXPECT_LT(app::overview_line(half_done(), width, false).size(), static_cast<std::size_t>(width));
}

class CampaignProgressTest : public testing::Test {
 protected:
  app::CampaignProgress progress(bool redraw) {
    return app::CampaignProgress({[this](std::string const& text) { written += text; },
                                  [this] { return now; },
                                  [] { return 80; },
                                  {.redraw = redraw, .colour = false}});
  }
  std::string written;
  double now = 0;
};

TEST_F(CampaignProgressTest, RedrawsOneLineBelowTheMessages) {
  auto bar = progress(true);
  bar.show(half_done());
  bar.message("scan_4 done");
  bar.finish();
  EXPECT_THAT(written, AllOf(testing::StartsWith("\r"), HasSubstr("\r\033[Kscan_4 done\n"), testing::EndsWith("\n")));
}

TEST_F(CampaignProgressTest, WritesFewLinesIntoAFile) {
  auto bar = progress(false);
  for (int i = 0; i < 100; ++i) {
    now += 1;
    auto view = half_done();
    view.done = static_cast<std::size_t>(i / 20);
    bar.show(view);
  }
  EXPECT_LE(std::count(written.begin(), written.end(), '\n'), 10);
  EXPECT_THAT(written, AllOf(HasSubstr("4/8 done"), Not(HasSubstr("["))));
}

}  // namespace
}  // namespace ptyger::test
