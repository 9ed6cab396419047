#include "campaign/claims.hpp"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using namespace std::chrono_literals;
using Outcome = campaign::Claims::Outcome;

constexpr auto long_lease = 60s;

class ClaimsTest : public testing::Test {
 protected:
  ClaimsTest() { folder.make(); }

  /// A job whose data claim that it runs on another machine.
  static campaign::Job remote_job(std::string const& id) {
    auto job = campaign::this_job();
    job.id = id;
    job.pid_namespace = "another machine";
    return job;
  }
  /// A job whose data claim that it is this process.
  static campaign::Job local_job(std::string const& id) {
    auto job = campaign::this_job();
    job.id = id;
    return job;
  }
  /// Another process makes claims and is killed before it releases them.
  void claim_and_die(std::string const& name, campaign::Job job, std::chrono::milliseconds lease = long_lease) const {
    auto const child = fork();
    if (child == 0) {
      job.process = getpid();
      job.started = campaign::this_job().started;
      campaign::Claims claims(folder, job, lease);
      claims.acquire(name);
      raise(SIGKILL);
    }
    waitpid(child, nullptr, 0);
  }
  /// Makes the files of a finished projection.
  void finish(std::string const& name) const {
    std::ofstream(folder.record(name)) << "{}";
    std::ofstream(folder.result(name)) << "x";
  }

  TemporaryFolder temporary;
  campaign::CampaignFolder const folder{temporary / "campaign"};
};

TEST_F(ClaimsTest, OnlyOneJobHasAProjection) {
  campaign::Claims first(folder, local_job("a"), long_lease);
  campaign::Claims second(folder, local_job("b"), long_lease);
  EXPECT_EQ(first.acquire("scan").outcome, Outcome::ours);
  auto const refused = second.acquire("scan");
  EXPECT_EQ(refused.outcome, Outcome::elsewhere);
  EXPECT_TRUE(refused.owner_runs);
  EXPECT_EQ(second.acquire("other").outcome, Outcome::ours);
  first.release("scan");
  EXPECT_EQ(second.acquire("scan").outcome, Outcome::ours);
}

TEST_F(ClaimsTest, OneOfManySimultaneousJobsWins) {
  for (int round = 0; round < 20; ++round) {
    auto const name = "scan_" + std::to_string(round);
    std::atomic<int> winners = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&, i] {
        static thread_local std::vector<std::unique_ptr<campaign::Claims>> held_claims;  // until the thread ends
        auto& claims = held_claims.emplace_back(
            std::make_unique<campaign::Claims>(folder, local_job("job" + std::to_string(i)), long_lease));
        if (claims->acquire(name).outcome != Outcome::ours) return;
        ++winners;
        finish(name);
      });
    threads.clear();
    EXPECT_EQ(winners, 1);
  }
}

TEST_F(ClaimsTest, FinishedProjectionsCannotBeClaimed) {
  campaign::Claims claims(folder, local_job("a"), long_lease);
  finish("scan");
  EXPECT_EQ(claims.acquire("scan").outcome, Outcome::done);
  EXPECT_EQ(folder.list().at("scan").claim, 0);
}

TEST_F(ClaimsTest, AClaimOfADeadProcessIsTakenOverAtOnce) {
  claim_and_die("scan", local_job("dead"));
  {
    campaign::Claims claims(folder, local_job("a"), long_lease);
    auto const taken = claims.acquire("scan");
    EXPECT_EQ(taken.outcome, Outcome::ours);
    campaign::Claims other(folder, local_job("b"), long_lease);
    EXPECT_EQ(other.acquire("scan").outcome, Outcome::elsewhere);
  }
  EXPECT_TRUE(folder.list().empty()) << "a job that ends in order leaves no claims";
}

TEST_F(ClaimsTest, TheLongerLeaseApplies) {
  campaign::Claims remote(folder, remote_job("far"), long_lease);
  ASSERT_EQ(remote.acquire("scan").outcome, Outcome::ours);
  campaign::Claims short_lease(folder, local_job("a"), 100ms);
  std::this_thread::sleep_for(300ms);
  EXPECT_EQ(short_lease.acquire("scan").outcome, Outcome::elsewhere);
}

TEST_F(ClaimsTest, AnInvisibleJobIsDeadAfterItsLease) {
  claim_and_die("scan", remote_job("far"), 300ms);
  campaign::Claims claims(folder, local_job("a"), 300ms);
  auto const early = claims.acquire("scan");
  EXPECT_EQ(early.outcome, Outcome::elsewhere);
  EXPECT_FALSE(early.owner_runs);
  std::this_thread::sleep_for(500ms);
  EXPECT_EQ(claims.acquire("scan").outcome, Outcome::ours);
}

TEST_F(ClaimsTest, ARemoteJobThatRunsKeepsItsClaims) {
  campaign::Claims remote(folder, remote_job("far"), 300ms);
  ASSERT_EQ(remote.acquire("scan").outcome, Outcome::ours);
  campaign::Claims claims(folder, local_job("a"), 300ms);
  for (int i = 0; i < 5; ++i) {
    std::this_thread::sleep_for(150ms);
    EXPECT_EQ(claims.acquire("scan").outcome, Outcome::elsewhere);
  }
}

TEST_F(ClaimsTest, AJobThatTheBatchSystemRestartedIsDead) {
  auto before = remote_job("before");
  before.batch_job = "77";
  claim_and_die("scan", before);
  auto again = local_job("again");
  again.batch_job = "77";
  again.restarts = 1;
  campaign::Claims claims(folder, again, long_lease);
  EXPECT_EQ(claims.acquire("scan").outcome, Outcome::ours);
}

TEST_F(ClaimsTest, RemovesDeadJobsAndTheirClaimsOfFinishedProjections) {
  claim_and_die("scan", local_job("dead"));
  finish("scan");
  campaign::Claims claims(folder, local_job("a"), long_lease);
  claims.remove_dead_jobs();
  EXPECT_THAT(std::filesystem::exists(folder.state() / "dead.job"), false);
  EXPECT_EQ(folder.list().at("scan").claim, 0);
}

TEST_F(ClaimsTest, ADamagedClaimIsDeadAfterTheLease) {
  std::ofstream(folder.claim("scan", 1)) << "{\"id\": ";
  campaign::Claims claims(folder, local_job("a"), 100ms);
  std::this_thread::sleep_for(200ms);
  EXPECT_EQ(claims.acquire("scan").outcome, Outcome::ours);
}

TEST_F(ClaimsTest, AJobWhoseFileWasRemovedKeepsItsClaims) {
  campaign::Claims remote(folder, remote_job("far"), 300ms);
  ASSERT_EQ(remote.acquire("scan").outcome, Outcome::ours);
  std::filesystem::remove(folder.state() / "far.job");
  std::this_thread::sleep_for(400ms);
  campaign::Claims claims(folder, local_job("a"), 300ms);
  EXPECT_EQ(claims.acquire("scan").outcome, Outcome::elsewhere);
  EXPECT_EQ(remote.acquire("another").outcome, Outcome::ours);
}

TEST(Job, TextCanBeReadBack) {
  auto const job = campaign::this_job();
  auto const read = campaign::parse_job(campaign::to_text(job));
  EXPECT_EQ(read.id, job.id);
  EXPECT_EQ(read.started, job.started);
  EXPECT_EQ(campaign::life_of(read, job), campaign::Life::alive);
  EXPECT_EQ(campaign::parse_job("nonsense").id, "");
}

TEST(Job, AnotherProcessWithTheSameNumberIsAnotherJob) {
  auto const self = campaign::this_job();
  auto earlier = self;
  earlier.id = "earlier";
  earlier.started -= 1;
  EXPECT_EQ(campaign::life_of(earlier, self), campaign::Life::dead);
}

}  // namespace
}  // namespace ptyger::test
