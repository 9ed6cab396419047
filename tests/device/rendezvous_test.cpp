#include "device/rendezvous.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "core/stage_clock.hpp"
#include "ptyger/error.hpp"

namespace ptyger {
namespace {

using testing::AllOf;
using testing::Each;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

std::string name_of(int member) {
  return "member " + std::to_string(member);
}

/// Calls body(member) on a thread for each member. Returns the message of the exception of each member, or "".
template <class Body>
std::vector<std::string> on_threads(int members, Body const& body) {
  std::vector<std::string> errors(static_cast<std::size_t>(members));
  std::vector<std::thread> threads;
  for (int member = 0; member < members; ++member)
    threads.emplace_back([&, member] {
      try {
        body(member);
      } catch (std::exception const& error) {
        std::string const text = error.what();
        errors[static_cast<std::size_t>(member)] = text.empty() ? "an error without a text" : text;
      }
    });
  for (auto& thread : threads) thread.join();
  return errors;
}

TEST(Rendezvous, MembersContinueOnlyAfterAllHaveArrived) {
  constexpr int members = 5;
  device::Rendezvous meeting(members, 1min, name_of);
  std::atomic<int> arrivals = 0;
  std::atomic<int> early_departures = 0;
  auto const errors = on_threads(members, [&](int member) {
    for (int round = 1; round <= 200; ++round) {
      ++arrivals;
      meeting.meet(member);
      if (arrivals < round * members) ++early_departures;
      meeting.meet(member);
    }
  });
  EXPECT_THAT(errors, Each(""));
  EXPECT_EQ(early_departures, 0);
}

TEST(Rendezvous, OneMemberCallsTheFunctionWhileTheOthersWait) {
  constexpr int members = 4;
  device::Rendezvous meeting(members, 1min, name_of);
  int count = 0;  // not atomic: the barrier orders all accesses
  auto const errors = on_threads(members, [&](int member) {
    for (int round = 1; round <= 200; ++round) {
      meeting.meet(member, [&] { ++count; });
      if (count != round) throw CallError("wrong count");
      meeting.meet(member);
    }
  });
  EXPECT_THAT(errors, Each(""));
}

TEST(Rendezvous, SingleMemberDoesNotWait) {
  device::Rendezvous meeting(1, 1ms, name_of);
  int count = 0;
  for (int round = 0; round < 3; ++round) meeting.meet(0, [&] { ++count; });
  EXPECT_EQ(count, 3);
}

TEST(Rendezvous, FailureWakesTheOthersAndLasts) {
  device::Rendezvous meeting(3, 1min, name_of);
  auto const begin = Clock::now();
  auto const errors = on_threads(3, [&](int member) {
    if (member == 1) return meeting.fail("member 1 has failed");
    meeting.meet(member);
  });
  EXPECT_LT(Clock::now() - begin, 10s);
  EXPECT_THAT(errors, testing::ElementsAre("member 1 has failed", "", "member 1 has failed"));
  meeting.fail("a later failure");
  EXPECT_THAT(on_threads(3, [&](int member) { meeting.meet(member); }), Each("member 1 has failed"));
}

TEST(Rendezvous, ExceptionOfTheFunctionBreaksTheRendezvous) {
  device::Rendezvous meeting(3, 1min, name_of);
  std::atomic<int> team_broken_errors = 0;
  auto const errors = on_threads(3, [&](int member) {
    try {
      meeting.meet(member, [] { throw std::runtime_error("no space left"); });
    } catch (device::TeamBroken const&) {
      ++team_broken_errors;
      throw;
    }
  });
  EXPECT_THAT(errors, Each("no space left"));
  EXPECT_EQ(team_broken_errors, 2);  // the third member got the original exception
}

TEST(Rendezvous, TimeoutNamesTheMissingMembers) {
  device::Rendezvous meeting(4, 400ms, name_of);
  auto const begin = Clock::now();
  auto const errors = on_threads(4, [&](int member) {
    if (member == 0 || member == 2) meeting.meet(member);
  });
  auto const waited = Clock::now() - begin;
  EXPECT_GE(waited, 400ms);
  EXPECT_LT(waited, 10s);
  for (std::size_t const waiting : {0U, 2U})
    EXPECT_EQ(errors[waiting], "no answer within 0.4 s from member 1; member 3");
  // Members that arrive late get the error at once.
  EXPECT_THAT(on_threads(4, [&](int member) { meeting.meet(member); }), Each(HasSubstr("no answer")));
}

TEST(Rendezvous, TimeoutNamesTheStageOfTheMissingMember) {
  core::StageClock clocks[2];
  device::Rendezvous meeting(2, 400ms, [&](int member) { return name_of(member) + " in " + clocks[member].stage(); });
  std::atomic<bool> waits = true;
  auto const errors = on_threads(2, [&](int member) {
    core::StageClock::Scope const outer(&clocks[member], "direction");
    if (member == 0) {
      core::StageClock::Scope const waiting(&clocks[member], "line search");
      try {
        meeting.meet(member);
      } catch (...) {
        waits = false;
        throw;
      }
    }
    while (waits) std::this_thread::sleep_for(1ms);
  });
  EXPECT_THAT(errors[0], AllOf(HasSubstr("member 1 in direction"), Not(HasSubstr("member 0"))));
}

// The function of the last member may take longer than the timeout.
TEST(Rendezvous, TimeoutDoesNotApplyWhileTheFunctionRuns) {
  device::Rendezvous meeting(3, 20ms, name_of);
  std::atomic<int> calls = 0;
  auto const errors = on_threads(3, [&](int member) {
    // all members arrive within the timeout
    meeting.meet(member, [&] {
      std::this_thread::sleep_for(200ms);
      ++calls;
    });
  });
  // On a busy machine a member may arrive too late; then the function was not called.
  if (calls == 1) {
    EXPECT_THAT(errors, Each(""));
  }
}

// Between the two barriers of an exchange the members read each other's memory, so none may leave before all are done.
TEST(Rendezvous, MeetWithoutTimeoutWaitsLongerThanTheTimeout) {
  device::Rendezvous meeting(3, 20ms, name_of);
  std::atomic<int> done = 0;
  std::atomic<int> early_departures = 0;
  auto const errors = on_threads(3, [&](int member) {
    if (member == 0) std::this_thread::sleep_for(200ms);
    ++done;
    meeting.meet_without_timeout(member);
    if (done < 3) ++early_departures;
  });
  EXPECT_THAT(errors, Each(""));
  EXPECT_EQ(early_departures, 0);
}

TEST(Rendezvous, ExceptionOfUnknownKindBreaksTheRendezvous) {
  device::Rendezvous meeting(2, 1min, name_of);
  std::atomic<int> thrown = 0;
  auto const errors = on_threads(2, [&](int member) {
    try {
      meeting.meet(member, [] { throw 5; });
    } catch (int) {
      ++thrown;
    }
  });
  EXPECT_EQ(thrown, 1);
  EXPECT_THAT(errors, testing::UnorderedElementsAre("", "an exception of unknown kind"));
}

TEST(Rendezvous, ResetClearsFailuresAndArrivals) {
  device::Rendezvous meeting(3, 50ms, name_of);
  for (int cycle = 0; cycle < 3; ++cycle) {
    // a single member waits until the timeout
    auto const errors = on_threads(1, [&](int member) { meeting.meet(member); });
    EXPECT_THAT(errors[0], HasSubstr("member 1; member 2"));
    meeting.fail("a second failure");
    meeting.reset();
    std::atomic<int> alone = 0;
    // the arrival of that member is cleared: two members are not enough
    EXPECT_THAT(on_threads(2, [&](int member) { meeting.meet(member, [&] { ++alone; }); })[1], HasSubstr("member 2"));
    EXPECT_EQ(alone, 0);
    meeting.reset();
  }
  device::Rendezvous patient(3, 1min, name_of);
  patient.fail("once");
  patient.reset();
  std::atomic<int> alone = 0;
  EXPECT_THAT(on_threads(3, [&](int member) { patient.meet(member, [&] { ++alone; }); }), Each(""));
  EXPECT_EQ(alone, 1);
}

}  // namespace
}  // namespace ptyger
