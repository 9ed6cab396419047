#include "campaign/progress_writer.hpp"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "campaign/sign_of_life.hpp"
#include "core/interrupt.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using namespace std::chrono_literals;
using campaign::ProgressRecord;
using campaign::WorkStep;

class ProgressWriterTest : public testing::Test {
 protected:
  ProgressWriterTest() { folder.make(); }

  ProgressRecord read(std::string const& name) const {
    return campaign::parse_progress(campaign::CampaignFolder::read(folder.progress(name)));
  }
  /// Waits until a condition holds, at most 10 s.
  template <class Condition>
  static bool soon(Condition const& condition) {
    for (int i = 0; i < 200 && !condition(); ++i) std::this_thread::sleep_for(50ms);
    return condition();
  }
  /// A process begins with a projection and is killed.
  void begin_and_die(std::string const& name, WorkStep step = WorkStep::solving) const {
    auto const child = fork();
    if (child == 0) {
      campaign::ProgressWriter writer(folder, 0, 60s);
      writer.begin(name);
      writer.change(
          name, [&](ProgressRecord& record) { record.step = step; }, true);
      raise(SIGKILL);
    }
    waitpid(child, nullptr, 0);
  }

  TemporaryFolder temporary;
  campaign::CampaignFolder const folder{temporary / "campaign"};
};

TEST_F(ProgressWriterTest, WritesChangesSoonAndRemovesTheFileAtTheEnd) {
  campaign::ProgressWriter writer(folder, 3, 60s);
  writer.begin("scan");
  EXPECT_EQ(read("scan").step, WorkStep::reading);
  EXPECT_EQ(read("scan").rank, 3);
  EXPECT_EQ(read("scan").process.id, campaign::this_job().id);
  writer.change(
      "scan", [](ProgressRecord& record) { record.step = WorkStep::solving; }, true);
  EXPECT_EQ(read("scan").step, WorkStep::solving);
  for (int i = 1; i <= 100; ++i) writer.change("scan", [&](ProgressRecord& record) { record.iteration = i; });
  EXPECT_EQ(read("scan").iteration, 0) << "not at every change";
  EXPECT_TRUE(soon([&] { return read("scan").iteration == 100; }));
  writer.end("scan");
  writer.change(
      "scan", [](ProgressRecord& record) { record.iteration = 101; }, true);
  EXPECT_FALSE(std::filesystem::exists(folder.progress("scan")));
}

TEST_F(ProgressWriterTest, GivesSignsOfLifeWithoutChanges) {
  campaign::ProgressWriter writer(folder, 0, 600ms);
  writer.begin("scan");
  auto const first = campaign::last_sign_of_life(folder.progress("scan"));
  EXPECT_TRUE(soon([&] { return campaign::last_sign_of_life(folder.progress("scan")) > first; }));
  EXPECT_TRUE(soon([&] { return read("scan").seconds_silent > 0; }));
}

TEST_F(ProgressWriterTest, CountsDeathsInTurn) {
  EXPECT_EQ(count_deaths(folder, "scan"), 0);
  begin_and_die("scan");
  EXPECT_EQ(count_deaths(folder, "scan"), 1);
  begin_and_die("scan", WorkStep::reading);
  EXPECT_EQ(count_deaths(folder, "scan"), 2);
  begin_and_die("scan", WorkStep::ready);
  EXPECT_EQ(count_deaths(folder, "scan"), 2) << "it was not worked on";
  campaign::ProgressWriter writer(folder, 0, 60s);
  writer.begin("scan");
  EXPECT_EQ(read("scan").deaths, 2);
  writer.end("scan");
  EXPECT_EQ(count_deaths(folder, "scan"), 0);
}

TEST_F(ProgressWriterTest, AProcessThatWasToldToStopIsNotCounted) {
  core::install_interrupt_handler();
  core::GracefulInterrupt const graceful;
  campaign::ProgressWriter writer(folder, 0, 60s);
  writer.begin("scan");
  raise(SIGTERM);
  EXPECT_TRUE(soon([&] { return read("scan").told_to_stop; }));
  EXPECT_EQ(count_deaths(folder, "scan"), 0);
}

TEST_F(ProgressWriterTest, ErrorsInWritingAreIgnored) {
  campaign::ProgressWriter writer(folder, 0, 60s);
  std::filesystem::remove_all(folder.state());
  writer.begin("scan");
  writer.end("scan");
}

TEST(ProgressRecord, PredictsTheTimeLeft) {
  Options options;
  options.iterations = 20;
  ProgressRecord progress;
  take_over(progress, {.phase = Phase::start, .iteration = 1, .nrmse = 0.5}, options, 1);
  EXPECT_EQ(progress.seconds_left, -1) << "not known yet";
  EXPECT_EQ(progress.fraction, 0);
  take_over(progress, {.phase = Phase::cg, .iteration = 5, .nrmse = 0.25}, options, 4);
  EXPECT_EQ(progress.records, 2);
  EXPECT_EQ(progress.fraction, 0.25);
  EXPECT_EQ(progress.seconds_left, 30) << "15 iterations of 2 s";
  EXPECT_EQ(progress.nrmse, 0.25);
}

TEST(ProgressRecord, TextCanBeReadBack) {
  ProgressRecord const record{.process = campaign::this_job(),
                              .rank = 2,
                              .deaths = 1,
                              .told_to_stop = true,
                              .step = WorkStep::writing,
                              .frames = 500,
                              .phase = "cg",
                              .iteration = 12,
                              .records = 14,
                              .nrmse = 0.125,
                              .fraction = 0.5,
                              .seconds = 30,
                              .seconds_left = 20,
                              .seconds_silent = 1.5};
  EXPECT_EQ(to_text(campaign::parse_progress(to_text(record))), to_text(record));
  EXPECT_EQ(campaign::parse_progress("{\"rank\": ").process.id, "");
}

}  // namespace
}  // namespace ptyger::test
