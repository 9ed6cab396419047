#include <fmt/format.h>
#include <gmock/gmock.h>

#include <chrono>
#include <thread>

#include "tests/campaign/small_campaign.hpp"

namespace ptyger::test {
namespace {

using Clock = std::chrono::steady_clock;
using nlohmann::json;
using testing::HasSubstr;

class CampaignStatus : public SmallCampaign {
 protected:
  json status() const {
    auto const run = run_program({"campaign", "--status", folder.root(), "--json"});
    return run.exit_code == 0 ? json::parse(run.output) : json{{"projections", json::array()}};
  }
  /// The projection on a rank in this state; null without one.
  static json on_rank(json const& status, int rank, std::string const& state) {
    for (auto const& projection : status.at("projections"))
      if (projection.at("rank") == rank && projection.at("state") == state) return projection;
    return nullptr;
  }
  /// Reads the state until a condition holds; fails after 60 s. Returns the seconds that it took.
  template <class Condition>
  double await(Condition const& condition) const {
    auto const begin = Clock::now();
    auto const seconds = [&] { return std::chrono::duration<double>(Clock::now() - begin).count(); };
    while (!condition(status())) {
      if (seconds() > 60) {
        ADD_FAILURE() << status().dump(2);
        break;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
    return seconds();
  }
};

/// Three ranks, of which one is halted and one is killed. mpirun is halted as well: it would end the other ranks.
TEST_F(CampaignStatus, NamesTheSlowRankAndTheDeadOne) {
  // All settings are given, so that no trial runs choose them.
  auto arguments = words(6,
                         {"--devices", "1", "--no-check", "--noise", "gaussian", "--sampling", "bilinear",
                          "--probe-modes", "1", "--positions", "fixed", "--smooth", "0", "--precision", "double"},
                         1000000);
  run_ranks(1, {"--version"});  // sets the variables of the environment that mpirun needs
  arguments.insert(arguments.begin(), {PTYGER_MPIRUN, "-n", "3", PTYGER_PROGRAM});
  auto const child = detail::start(arguments);
  await([](json const& found) {
    return !on_rank(found, 0, "running").is_null() && !on_rank(found, 1, "running").is_null() &&
           on_rank(found, 2, "running").value("iteration", 0) > 0;
  });
  auto const begun = status();
  auto const slow = on_rank(begun, 1, "running");
  auto const killed = on_rank(begun, 2, "running");
  kill(child.id, SIGSTOP);
  kill(slow.at("process").get<pid_t>(), SIGSTOP);
  kill(killed.at("process").get<pid_t>(), SIGKILL);
  auto const until_dead = await([](json const& found) { return !on_rank(found, 2, "dead").is_null(); });
  EXPECT_LT(until_dead, 5);
  auto const dead = on_rank(status(), 2, "dead");
  EXPECT_EQ(dead.value("name", ""), killed.at("name"));
  EXPECT_EQ(dead.value("deaths", 0), 1);
  await([](json const& found) { return on_rank(found, 1, "running").value("slow", false); });
  auto const text = run_program({"campaign", "--status", folder.root()}).output;
  EXPECT_THAT(text, HasSubstr("slow: no iteration for "));
  EXPECT_THAT(text, HasSubstr(fmt::format("process {} died", killed.at("process").get<int>())));
  EXPECT_FALSE(on_rank(status(), 0, "running").value("slow", true)) << "this rank goes on";
  for (int const rank : {0, 1}) kill(on_rank(begun, rank, "running").at("process").get<pid_t>(), SIGKILL);
  kill(child.id, SIGKILL);
  waitpid(child.id, nullptr, 0);
  for (int const stream : child.streams) close(stream);
  EXPECT_EQ(status().at("counts").at("dead"), 3);
  EXPECT_EQ(status().at("jobs").at(0).at("alive"), false);
}

TEST_F(CampaignStatus, IsRightAfterTheEnd) {
  ASSERT_EQ(run_program(words(2)).exit_code, 0);
  auto const found = status();
  EXPECT_EQ(found.at("counts").at("done"), 2);
  EXPECT_TRUE(found.at("jobs").empty());
  EXPECT_GT(found.at("projections_per_hour"), 0);
  EXPECT_THAT(run_program({"campaign", "--status", folder.root()}).output, HasSubstr("no job runs\n2 done"));
}

}  // namespace
}  // namespace ptyger::test
