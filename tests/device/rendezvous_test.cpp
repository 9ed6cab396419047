#include "device/rendezvous.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "core/stage_clock.hpp"

namespace ptyger {
namespace {

using testing::AllOf;
using testing::Each;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;
using Now = std::chrono::steady_clock;

std::string named(int member) {
  return "member " + std::to_string(member);
}

/// Calls body(member) on a thread for each member; returns what each threw, empty where nothing.
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

TEST(Rendezvous, NobodyGoesOnBeforeAllHaveCome) {
  constexpr int members = 5;
  device::Rendezvous meeting(members, 1min, named);
  std::atomic<int> come = 0;
  std::atomic<int> early = 0;
  auto const errors = on_threads(members, [&](int member) {
    for (int round = 1; round <= 200; ++round) {
      ++come;
      meeting.meet(member);
      if (come < round * members) ++early;
      meeting.meet(member);
    }
  });
  EXPECT_THAT(errors, Each(""));
  EXPECT_EQ(early, 0);
}

TEST(Rendezvous, OneDoesWhatIsToBeDoneAloneWhileTheOthersWait) {
  constexpr int members = 4;
  device::Rendezvous meeting(members, 1min, named);
  int count = 0;  // no atomic: the meeting orders all access
  auto const errors = on_threads(members, [&](int member) {
    for (int round = 1; round <= 200; ++round) {
      meeting.meet(member, [&] { ++count; });
      if (count != round) throw CallError("wrong count");
      meeting.meet(member);
    }
  });
  EXPECT_THAT(errors, Each(""));
}

TEST(Rendezvous, OneMemberMeetsItself) {
  device::Rendezvous meeting(1, 1ms, named);
  int count = 0;
  for (int round = 0; round < 3; ++round) meeting.meet(0, [&] { ++count; });
  EXPECT_EQ(count, 3);
}

TEST(Rendezvous, FailureWakesTheOthersAndStays) {
  device::Rendezvous meeting(3, 1min, named);
  auto const begin = Now::now();
  auto const errors = on_threads(3, [&](int member) {
    if (member == 1) return meeting.fail("member 1 is ill");
    meeting.meet(member);
  });
  EXPECT_LT(Now::now() - begin, 10s);
  EXPECT_THAT(errors, testing::ElementsAre("member 1 is ill", "", "member 1 is ill"));
  meeting.fail("and then something else");
  EXPECT_THAT(on_threads(3, [&](int member) { meeting.meet(member); }), Each("member 1 is ill"));
}

TEST(Rendezvous, ExceptionOfTheOneAloneBreaksIt) {
  device::Rendezvous meeting(3, 1min, named);
  std::atomic<int> broken = 0;
  auto const errors = on_threads(3, [&](int member) {
    try {
      meeting.meet(member, [] { throw std::runtime_error("no paper left"); });
    } catch (device::TeamBroken const&) {
      ++broken;
      throw;
    }
  });
  EXPECT_THAT(errors, Each("no paper left"));
  EXPECT_EQ(broken, 2);  // the third saw the error itself
}

TEST(Rendezvous, TimeoutNamesThoseWhoDidNotCome) {
  device::Rendezvous meeting(4, 400ms, named);
  auto const begin = Now::now();
  auto const errors = on_threads(4, [&](int member) {
    if (member == 0 || member == 2) meeting.meet(member);
  });
  auto const waited = Now::now() - begin;
  EXPECT_GE(waited, 400ms);
  EXPECT_LT(waited, 10s);
  for (std::size_t const waiting : {0U, 2U})
    EXPECT_EQ(errors[waiting], "no answer within 0.4 s from member 1; member 3");
  // Who comes late hears of it at once.
  EXPECT_THAT(on_threads(4, [&](int member) { meeting.meet(member); }), Each(HasSubstr("no answer")));
}

TEST(Rendezvous, TimeoutTellsTheStageOfTheMissing) {
  core::StageClock clocks[2];
  device::Rendezvous meeting(2, 400ms, [&](int member) { return named(member) + " in " + clocks[member].stage(); });
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

// What the last one does for all may take longer than the others would wait for someone.
TEST(Rendezvous, TimeoutDoesNotCountWhileOneWorksForAll) {
  device::Rendezvous meeting(3, 20ms, named);
  std::atomic<int> turns = 0;
  auto const errors = on_threads(3, [&](int member) {
    // all come within the timeout
    meeting.meet(member, [&] {
      std::this_thread::sleep_for(200ms);
      ++turns;
    });
  });
  // On a crowded machine one may be too late; then nobody worked.
  if (turns == 1) {
    EXPECT_THAT(errors, Each(""));
  }
}

// Between the meetings of an exchange the members read each other's memory: nobody may leave before all have done.
TEST(Rendezvous, MeetingAgainHasNoTimeout) {
  device::Rendezvous meeting(3, 20ms, named);
  std::atomic<int> done = 0;
  std::atomic<int> early = 0;
  auto const errors = on_threads(3, [&](int member) {
    if (member == 0) std::this_thread::sleep_for(200ms);
    ++done;
    meeting.meet_without_timeout(member);
    if (done < 3) ++early;
  });
  EXPECT_THAT(errors, Each(""));
  EXPECT_EQ(early, 0);
}

TEST(Rendezvous, ExceptionOfUnknownKindBreaksIt) {
  device::Rendezvous meeting(2, 1min, named);
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

TEST(Rendezvous, MendedIsAsNew) {
  device::Rendezvous meeting(3, 50ms, named);
  for (int cycle = 0; cycle < 3; ++cycle) {
    // one waits in vain
    auto const errors = on_threads(1, [&](int member) { meeting.meet(member); });
    EXPECT_THAT(errors[0], HasSubstr("member 1; member 2"));
    meeting.fail("nothing new");
    meeting.mend();
    std::atomic<int> alone = 0;
    // its place is free again: two are not enough
    EXPECT_THAT(on_threads(2, [&](int member) { meeting.meet(member, [&] { ++alone; }); })[1], HasSubstr("member 2"));
    EXPECT_EQ(alone, 0);
    meeting.mend();
  }
  device::Rendezvous patient(3, 1min, named);
  patient.fail("once");
  patient.mend();
  std::atomic<int> alone = 0;
  EXPECT_THAT(on_threads(3, [&](int member) { patient.meet(member, [&] { ++alone; }); }), Each(""));
  EXPECT_EQ(alone, 1);
}

}  // namespace
}  // namespace ptyger
