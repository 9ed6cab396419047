#include "app/progress.hpp"

#include <gmock/gmock.h>

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

HistoryRecord make_record(Phase phase, int iteration, double seconds = 1) {
  HistoryRecord record;
  record.phase = phase;
  record.iteration = iteration;
  record.nrmse = 0.10851;
  record.step = 0.98;
  record.seconds = seconds;
  return record;
}

// A progress display that keeps what it writes in `text`, with a clock that the test sets.
struct Screen {
  explicit Screen(app::Terminal terminal, Options const& given = {})
      : options(given),
        progress(options, {[this](std::string const& more) { text += more; }, [this] { return now; }, [] { return 80; },
                           terminal}) {}
  Options options;
  std::string text;
  double now = 0;
  app::Progress progress;
};

TEST(Progress, NameBeginsEveryLine) {
  std::string text;
  Options const options;
  app::Progress progress(
      options, {[&](std::string const& more) { text += more; }, [] { return 0.0; }, [] { return 80; }, {}}, "odd half");
  progress.record(make_record(Phase::cg, 1));
  EXPECT_THAT(text, testing::StartsWith("odd half  cg "));
}

TEST(Progress, BarFitsEveryWidth) {
  for (int width = 1; width <= 200; ++width) {
    auto const line = app::bar_line(make_record(Phase::cg, 120), {200, "<"}, 3723, width, false);
    EXPECT_LT(line.size(), static_cast<std::size_t>(std::max(width, 1))) << width;
  }
  auto const wide = app::bar_line(make_record(Phase::cg, 100), {200}, 65, 100, false);
  EXPECT_THAT(wide, AllOf(HasSubstr("cg"), HasSubstr("100/200"), HasSubstr("misfit 0.1085"), HasSubstr("step 0.98"),
                          HasSubstr("left 1:05"), HasSubstr("[###############---------------]")));
}

TEST(Progress, ColourOnlyOnRequest) {
  EXPECT_THAT(app::bar_line(make_record(Phase::cg, 1), {2}, 1, 80, true), HasSubstr("\033[32m"));
  EXPECT_THAT(app::bar_line(make_record(Phase::cg, 1), {2}, 1, 80, false), Not(HasSubstr("\033")));
}

TEST(Progress, AnUpperLimitIsMarked) {
  EXPECT_THAT(app::plain_line(make_record(Phase::cg, 3), {200, "<"}, 10),
              AllOf(HasSubstr("  3/<200"), HasSubstr("left <0:10")));
  EXPECT_THAT(app::plain_line(make_record(Phase::start, 3), {6}, 10),
              AllOf(HasSubstr("start  3/6"), HasSubstr("left 0:10")));
}

TEST(Progress, ClockText) {
  EXPECT_EQ(app::clock_text(0), "0:00");
  EXPECT_EQ(app::clock_text(64.2), "1:05");
  EXPECT_EQ(app::clock_text(7384), "2:03:04");
  EXPECT_EQ(app::clock_text(std::numeric_limits<double>::quiet_NaN()), "-");
}

TEST(Progress, PhaseLengthFollowsOptionsOrTheExpectationOfTheSolver) {
  Options options;
  auto record = make_record(Phase::cg, 4);
  record.expected_left = 9;
  EXPECT_EQ(app::phase_length(options, record).records, 13);
  EXPECT_STREQ(app::phase_length(options, record).mark, "~");
  EXPECT_STREQ(app::phase_length(options, make_record(Phase::start, 1)).mark, "<");
  options.iterations = 12;
  options.start_epochs = 2;
  EXPECT_EQ(app::phase_length(options, record).records, 12);
  EXPECT_STREQ(app::phase_length(options, record).mark, "");
  EXPECT_EQ(app::phase_length(options, make_record(Phase::start, 1)).records, 2);
}

TEST(Progress, TheBarOfAPhaseThatHasEndedIsFull) {
  Screen screen({true, false});
  auto record = make_record(Phase::cg, 24);
  record.expected_left = 10;
  screen.progress.record(record);
  EXPECT_THAT(screen.text, HasSubstr("24/~34"));
  screen.progress.finish();
  EXPECT_THAT(screen.text, AllOf(HasSubstr("24/24"), HasSubstr("##]"), HasSubstr("left 0:00")));
}

TEST(Progress, PlainLinesAtMostOneASecondAndTheLastOfAPhase) {
  Screen screen({});
  for (int i = 1; i <= 5; ++i, screen.now += 0.01) screen.progress.record(make_record(Phase::start, i));
  for (int i = 1; i <= 300; ++i, screen.now += 0.01) screen.progress.record(make_record(Phase::cg, i));
  screen.progress.finish();
  auto const lines = std::count(screen.text.begin(), screen.text.end(), '\n');
  EXPECT_THAT(screen.text, AllOf(HasSubstr("start  1/"), HasSubstr("start  5/"), HasSubstr("cg     300/300")));
  EXPECT_GE(lines, 5);
  EXPECT_LE(lines, 6);
  EXPECT_THAT(screen.text, Not(HasSubstr("\r")));
}

TEST(Progress, PlainLineForEachSlowRecord) {
  Screen screen({});
  for (int i = 1; i <= 4; ++i, screen.now += 1.5) screen.progress.record(make_record(Phase::cg, i));
  EXPECT_EQ(std::count(screen.text.begin(), screen.text.end(), '\n'), 4);
}

TEST(Progress, TimeLeftFollowsFromTheMeanOfThePhase) {
  Options options;
  options.iterations = 10;
  Screen screen({}, options);
  screen.progress.record(make_record(Phase::start, 1, 1000));
  screen.now += 2;
  screen.progress.record(make_record(Phase::cg, 1, 2));
  screen.now += 2;
  screen.progress.record(make_record(Phase::cg, 2, 4));
  EXPECT_THAT(screen.text, HasSubstr("left 0:24\n"));  // 8 more of 3 s
}

TEST(Progress, TerminalLineIsRedrawnBelowMessages) {
  Screen screen({true, false});
  screen.progress.record(make_record(Phase::cg, 1));
  EXPECT_THAT(screen.text, AllOf(testing::StartsWith("\r"), Not(HasSubstr("\n"))));
  screen.progress.message("a choice");
  EXPECT_THAT(screen.text, testing::EndsWith("\r\033[Ka choice\n"));
  screen.now += 1;
  screen.progress.record(make_record(Phase::cg, 2));
  screen.progress.finish();
  EXPECT_THAT(screen.text, testing::EndsWith("\033[K\n"));
  auto const ended = screen.text;
  screen.progress.finish();
  EXPECT_EQ(screen.text, ended);
}

}  // namespace
}  // namespace ptyger::test
