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

class CampaignStop : public SmallCampaign {
 protected:
  std::vector<std::string> long_words(std::vector<std::string> more = {}) const {
    more.insert(more.end(), {"--deterministic", "--devices", "1"});
    return words(6, more, 60);
  }

  /// Runs a campaign of one rank, and sends it the signal of a batch system when `event` appears in its log.
  /// Returns the exit status.
  int stopped_at(std::string const& event, std::vector<std::string> all) const {
    all.insert(all.begin(), PTYGER_PROGRAM);
    auto const child = detail::start(all);
    int status = 0;
    while (text_of(folder.logs() / "rank_0000.log").find(event) == std::string::npos &&
           waitpid(child.id, &status, WNOHANG) == 0)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    kill(child.id, SIGUSR1);
    waitpid(child.id, &status, 0);
    for (int const stream : child.streams) close(stream);
    return status;
  }
  /// Number of projections that resumed from a checkpoint.
  int resumed() const {
    auto const found = summary();
    auto const& projections = found.at("projections");
    return static_cast<int>(std::count_if(projections.begin(), projections.end(), [](auto const& projection) {
      return projection.at("resumed_after").template get<int>() > 0;
    }));
  }

  /// Expects the results of all projections to equal the results of an undisturbed run with the same options.
  void expect_undisturbed(std::vector<std::string> const& more = {}) const {
    static TemporaryFolder const calm;
    campaign::CampaignFolder const reference(calm / fmt::format("out{}", fmt::join(more, "")));
    if (!std::filesystem::exists(reference.root())) {
      auto undisturbed = long_words(more);
      undisturbed[2] = reference.root();
      ASSERT_EQ(run_program(undisturbed).exit_code, 0);
    }
    EXPECT_TRUE(same(reference.root() / "volume.h5", folder.root() / "volume.h5"));
    for (int i = 0; i < 6; ++i) {
      auto const name = "scan_" + std::to_string(i);
      for (auto const* dataset : {"object", "probe", "probe_position_x_m"})
        EXPECT_EQ(run_command({"h5diff", reference.result(name), folder.result(name), dataset}).exit_code, 0) << name;
    }
  }
};

TEST_F(CampaignStop, AfterASignalOfTheBatchSystemTheNextRunContinuesBitByBit) {
  // The event is in the first projection, while no other one is read or written.
  int const status = stopped_at("[device 0] cg 2 ", long_words());
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 75);
  EXPECT_LT(summary().at("done"), 6);
  EXPECT_FALSE(has("volume.h5"));
  auto const second = run_program(long_words());
  ASSERT_EQ(second.exit_code, 0) << second.diagnostics;
  EXPECT_EQ(resumed(), 1);
  EXPECT_EQ(logged("] done: "), 6);
  EXPECT_TRUE(std::filesystem::is_empty(folder.root() / "checkpoints"));
  expect_undisturbed();
}

TEST_F(CampaignStop, FrameCorrectionsContinueBitByBit) {
  std::vector<std::string> const refined{"--positions", "refine", "--fit-intensities", "--fit-background"};
  int const status = stopped_at("[device 0] cg 5 ", long_words(refined));
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 75);
  auto const second = run_program(long_words(refined));
  ASSERT_EQ(second.exit_code, 0) << second.diagnostics;
  EXPECT_EQ(resumed(), 1);
  expect_undisturbed(refined);
}

TEST_F(CampaignStop, AllRanksStopTogether) {
  auto const first = run_ranks(3, long_words(), {"NRMSE"}, SIGUSR1);
  EXPECT_EQ(first.exit_code, 75) << first.diagnostics;
  EXPECT_EQ(run_ranks(2, long_words()).exit_code, 0);
  EXPECT_EQ(logged("] done: "), 6);
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
  EXPECT_GE(logged("checkpoint after iteration"), 6) << "how many more, the disk decides";
  expect_undisturbed();
}

TEST_F(CampaignStop, TwoJobsAtOnceShareTheWork) {
  auto a = long_words({"--log-dir", folder.root() / "logs_a"});
  auto b = long_words({"--log-dir", folder.root() / "logs_b"});
  a.insert(a.begin(), PTYGER_PROGRAM);
  b.insert(b.begin(), PTYGER_PROGRAM);
  ProgramRun first;
  std::jthread other([&] { first = run_command(a); });
  auto const second = run_command(b);
  other.join();
  EXPECT_EQ(first.exit_code, 0) << first.diagnostics;
  EXPECT_EQ(second.exit_code, 0) << second.diagnostics;
  EXPECT_EQ(logged("] done: ", "logs_a") + logged("] done: ", "logs_b"), 6);
  EXPECT_GT(logged("] done: ", "logs_a"), 0);
  EXPECT_GT(logged("] done: ", "logs_b"), 0);
  expect_undisturbed();
}

/// A process and all its descendants.
std::vector<pid_t> family(pid_t parent) {
  std::vector<pid_t> all{parent};
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto const task = "/proc/" + std::to_string(all[i]) + "/task/" + std::to_string(all[i]) + "/children";
    std::istringstream children(text_of(task));
    for (pid_t child = 0; children >> child;) all.push_back(child);
  }
  return all;
}

/// Waits until no process runs any more: ranks whose mpirun was killed run on for a moment. A zombie has no command
/// line.
void await_end(std::vector<pid_t> const& processes) {
  for (auto const process : processes)
    while (!text_of("/proc/" + std::to_string(process) + "/cmdline").empty())
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

/// Kills a random rank, or all processes, at a random moment, then runs the campaign to its end. PTYGER_LOSS_ROUNDS is
/// the number of repetitions.
TEST_F(CampaignStop, NothingIsLostWhenProcessesAreKilled) {
  char const* const asked = std::getenv("PTYGER_LOSS_ROUNDS");
  int const rounds = asked == nullptr ? 3 : std::atoi(asked);
  std::mt19937 random(static_cast<unsigned>(rounds));
  for (int round = 0; round < rounds; ++round) {
    std::filesystem::remove_all(folder.root());
    auto all = long_words({"--checkpoint-every", "10i"});
    all.insert(all.begin(), {PTYGER_MPIRUN, "-n", "3", PTYGER_PROGRAM});
    run_ranks(1, {"--version"});  // sets the variables of the environment that mpirun needs
    auto const child = detail::start(all);
    std::this_thread::sleep_for(std::chrono::milliseconds(300 + random() % 2500));
    auto const processes = family(child.id);
    if (random() % 3 == 0)
      for (auto const process : processes) kill(process, SIGKILL);
    else
      kill(processes[random() % processes.size()], SIGKILL);
    int status = 0;
    waitpid(child.id, &status, 0);
    await_end(processes);
    for (int const stream : child.streams) close(stream);
    auto const resumed = run_ranks(2, long_words());
    EXPECT_EQ(resumed.exit_code, 0) << resumed.diagnostics;
    EXPECT_EQ(summary().at("done"), 6);
    EXPECT_THAT(entries(folder.state()), Each(EndsWith(".done.json")));
    for (auto const& name : entries(folder.results())) EXPECT_NE(name.front(), '.') << "half written: " << name;
    EXPECT_EQ(logged("] done: "), 6) << "round " << round;
    expect_undisturbed();
    if (HasFailure()) break;
  }
}

}  // namespace
}  // namespace ptyger::test
