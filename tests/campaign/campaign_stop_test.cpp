#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <sys/wait.h>

#include <random>
#include <thread>

#include "tests/campaign/small_campaign.hpp"

namespace ptyger::test {
namespace {

using testing::Each;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

class CampaignStop : public SmallCampaign {
 protected:
  /// Arguments of a campaign of 6 scans that runs long enough to be stopped.
  std::vector<std::string> long_words(std::vector<std::string> more = {}) const {
    more.insert(more.end(), {"--deterministic", "--devices", "1"});
    return words(6, more, 60);
  }

  /// Runs a campaign of one rank until `event` appears in its log, and then sends it the signal of a batch system.
  /// Returns the exit status.
  int run_until(std::string const& event, std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), PTYGER_PROGRAM);
    auto const child = detail::start(arguments);
    int status = 0;
    while (logged_lines(event) == 0 && waitpid(child.id, &status, WNOHANG) == 0)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    kill(child.id, SIGUSR1);
    waitpid(child.id, &status, 0);
    for (int const stream : child.streams) close(stream);
    return status;
  }
  /// Number of projections that resumed from a checkpoint.
  int resumed_projections() const {
    auto const found = summary();
    auto const& projections = found.at("projections");
    return static_cast<int>(std::count_if(projections.begin(), projections.end(), [](auto const& projection) {
      return projection.at("resumed_after").template get<int>() > 0;
    }));
  }

  /// Expects the results of all projections to equal the results of a run with the same options that is not stopped.
  void expect_undisturbed(std::vector<std::string> const& more = {}) const {
    static TemporaryFolder const undisturbed_folder;
    campaign::CampaignFolder const reference(undisturbed_folder / fmt::format("out{}", fmt::join(more, "")));
    if (!std::filesystem::exists(reference.root())) {
      auto undisturbed = long_words(more);
      undisturbed[2] = reference.root();
      ASSERT_EQ(run_program(undisturbed).exit_code, 0);
    }
    EXPECT_TRUE(equal_files(reference.root() / "volume.h5", folder.root() / "volume.h5"));
    for (int i = 0; i < 6; ++i) {
      auto const name = "scan_" + std::to_string(i);
      for (auto const* dataset : {"object", "probe", "probe_position_x_m"})
        EXPECT_EQ(run_command({"h5diff", reference.result(name), folder.result(name), dataset}).exit_code, 0) << name;
    }
  }
};

TEST_F(CampaignStop, AfterASignalOfTheBatchSystemTheNextRunContinuesBitByBit) {
  // The event is a log line of the first projection, while no other projection is read or written.
  int const status = run_until("[device 0] cg 2 ", long_words());
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 75);
  EXPECT_LT(summary().at("done"), 6);
  EXPECT_FALSE(has_file("volume.h5"));
  auto const second = run_program(long_words());
  ASSERT_EQ(second.exit_code, 0) << second.diagnostics;
  EXPECT_EQ(resumed_projections(), 1);
  EXPECT_EQ(logged_lines("] done: "), 6);
  EXPECT_TRUE(std::filesystem::is_empty(folder.root() / "checkpoints"));
  expect_undisturbed();
}

TEST_F(CampaignStop, FrameCorrectionsContinueBitByBit) {
  std::vector<std::string> const refined{"--positions", "refine", "--fit-intensities", "--fit-background"};
  int const status = run_until("[device 0] cg 5 ", long_words(refined));
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 75);
  auto const second = run_program(long_words(refined));
  ASSERT_EQ(second.exit_code, 0) << second.diagnostics;
  EXPECT_EQ(resumed_projections(), 1);
  expect_undisturbed(refined);
}

TEST_F(CampaignStop, AllRanksStopTogether) {
  auto const first = run_ranks(3, long_words(), {"NRMSE"}, SIGUSR1);
  EXPECT_EQ(first.exit_code, 75) << first.diagnostics;
  EXPECT_EQ(run_ranks(2, long_words()).exit_code, 0);
  EXPECT_EQ(logged_lines("] done: "), 6);
  expect_undisturbed();
}

TEST_F(CampaignStop, CtrlCWritesCheckpoints) {
  auto const first = run_program(long_words(), {"NRMSE"}, SIGINT);
  EXPECT_EQ(first.exit_code, 130) << first.diagnostics;
  EXPECT_EQ(run_program(long_words()).exit_code, 0);
  expect_undisturbed();
}

TEST_F(CampaignStop, CheckpointsEveryFewIterationsDoNotChangeResults) {
  ASSERT_EQ(run_program(long_words({"--checkpoint-every", "7i"})).exit_code, 0);
  EXPECT_GE(logged_lines("checkpoint after iteration"), 6) << "how many more, the disk decides";
  expect_undisturbed();
}

TEST_F(CampaignStop, TwoJobsAtOnceShareTheWork) {
  auto const words = long_words();  // makes the scans
  ProgramRun first;
  std::jthread other([&] { first = run_program(words); });
  auto const second = run_program(words);
  other.join();
  EXPECT_EQ(first.exit_code, 0) << first.diagnostics;
  EXPECT_EQ(second.exit_code, 0) << second.diagnostics;
  EXPECT_EQ(entries(folder.logs()).size(), 2U) << "each job has its own log";
  EXPECT_EQ(logged_lines("] done: "), 6);
  for (auto const& log : entries(folder.logs())) EXPECT_THAT(text_of(folder.logs() / log), HasSubstr("] done: "));
  EXPECT_THAT(first.output + second.output, Not(HasSubstr("done elsewhere, by other jobs: 6")));
  expect_undisturbed();
}

/// A process and all its descendants.
std::vector<pid_t> with_descendants(pid_t parent) {
  std::vector<pid_t> all{parent};
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto const task = "/proc/" + std::to_string(all[i]) + "/task/" + std::to_string(all[i]) + "/children";
    std::istringstream children(text_of(task));
    for (pid_t child = 0; children >> child;) all.push_back(child);
  }
  return all;
}

/// Waits until none of the processes runs: ranks go on for a moment when mpirun was killed. A zombie, which has no
/// command line, does not run.
void await_end(std::vector<pid_t> const& processes) {
  for (auto const process : processes)
    while (!text_of("/proc/" + std::to_string(process) + "/cmdline").empty())
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

/// Kills a random rank, or all processes, at a random moment, then runs the campaign to its end. PTYGER_LOSS_ROUNDS is
/// the number of repetitions.
TEST_F(CampaignStop, NothingIsLostWhenProcessesAreKilled) {
  char const* const rounds_text = std::getenv("PTYGER_LOSS_ROUNDS");
  int const rounds = rounds_text == nullptr ? 3 : std::atoi(rounds_text);
  std::mt19937 random(static_cast<unsigned>(rounds));
  for (int round = 0; round < rounds; ++round) {
    std::filesystem::remove_all(folder.root());
    auto all = long_words({"--checkpoint-every", "10i"});
    all.insert(all.begin(), {PTYGER_MPIRUN, "-n", "3", PTYGER_PROGRAM});
    run_ranks(1, {"--version"});  // sets the variables of the environment that mpirun needs
    auto const child = detail::start(all);
    std::this_thread::sleep_for(std::chrono::milliseconds(300 + random() % 2500));
    auto const processes = with_descendants(child.id);
    if (random() % 3 == 0)
      for (auto const process : processes) kill(process, SIGKILL);
    else
      kill(processes[random() % processes.size()], SIGKILL);
    int status = 0;
    waitpid(child.id, &status, 0);
    await_end(processes);
    for (int const stream : child.streams) close(stream);
    auto const second = run_ranks(2, long_words());
    EXPECT_EQ(second.exit_code, 0) << second.diagnostics;
    EXPECT_EQ(summary().at("done"), 6);
    EXPECT_THAT(entries(folder.state()), Each(EndsWith(".done.json")));
    for (auto const& name : entries(folder.results())) EXPECT_NE(name.front(), '.') << "half written: " << name;
    EXPECT_EQ(logged_lines("] done: "), 6) << "round " << round;
    expect_undisturbed();
    if (HasFailure()) break;
  }
}

}  // namespace
}  // namespace ptyger::test
