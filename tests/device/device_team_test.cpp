#include "device/device_team.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <new>
#include <set>

#include "ptyger/error.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/usable_devices.hpp"

namespace ptyger {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using Team = device::DeviceTeam<RunDevice>;
using Device = DeviceContext<RunDevice>;

void wait_for(std::atomic<int> const& count, int wanted) {
  while (count < wanted) std::this_thread::sleep_for(1ms);
}

TEST(DeviceTeam, EveryDeviceHasAThreadAndAnInstanceForAllRuns) {
  PTYGER_NEEDS_DEVICES(5);
  constexpr int devices = 5;
  Team team(devices);
  ASSERT_EQ(team.size(), devices);
  std::vector<std::thread::id> threads(devices);
  for (int run = 0; run < 3; ++run) {
    std::atomic<int> calls = 0;
    team.run([&](Device const& device) {
      ++calls;
      auto& thread = threads.at(static_cast<std::size_t>(device.id));
      if (run > 0) {
        EXPECT_EQ(thread, std::this_thread::get_id());
      }
      thread = std::this_thread::get_id();
      EXPECT_EQ(&device, &team.device(device.id));
      EXPECT_STREQ(device.clock->stage(), "set-up");
    });
    EXPECT_EQ(calls, devices);
  }
  threads.push_back(std::this_thread::get_id());
  EXPECT_EQ(std::set(threads.begin(), threads.end()).size(), devices + 1U);
  for (int a = 0; a < devices; ++a) {
    EXPECT_NE(team.device(a).exec, RunDevice()) << "the default instance";
    for (int b = 0; b < a; ++b) EXPECT_NE(team.device(a).exec, team.device(b).exec);
  }
}

TEST(DeviceTeam, NumbersItsDevicesFromTheFirstOfThisProcess) {
  PTYGER_NEEDS_DEVICES(2);
  device::Team const numbering{3, 2, 6};
  Team team(numbering, 100ms);
  EXPECT_EQ(team.numbering(), numbering);
  ASSERT_EQ(team.size(), 2);
  EXPECT_EQ(team.device(1).id, 4);
  team.run([&](Device const& device) {
    auto const place = numbering.place(device.id);
    EXPECT_EQ(&device, &team.device(static_cast<int>(place)));
    team.rendezvous().meet(static_cast<int>(place));
  });
  try {
    team.run([&](Device const& device) {
      if (device.id == 4) std::this_thread::sleep_for(400ms);
      team.rendezvous().meet(static_cast<int>(numbering.place(device.id)));
    });
    ADD_FAILURE() << "no error";
  } catch (CallError const& error) {
    EXPECT_THAT(error.what(), HasSubstr("no answer within 0.1 s from device 4"));
  }
}

TEST(DeviceTeam, DevicesHaveTheDeterministicFlagOfTheTeam) {
  PTYGER_NEEDS_DEVICES(2);
  for (bool const deterministic : {false, true}) {
    Team team(2, 1min, deterministic);
    team.run([&](Device const& device) { EXPECT_EQ(device.deterministic, deterministic); });
  }
}

TEST(DeviceTeam, RunReturnsOnlyWhenAllHaveEnded) {
  PTYGER_NEEDS_DEVICES(4);
  constexpr int devices = 4;
  Team team(devices);
  for (bool const one_fails : {false, true}) {
    std::atomic<int> ended = 0;
    auto const run = [&] {
      team.run([&](Device const& device) {
        if (device.id == 2 && one_fails) {
          ++ended;
          throw std::runtime_error("the stage failed");
        }
        std::this_thread::sleep_for(10ms * device.id);
        ++ended;
      });
    };
    if (one_fails)
      EXPECT_THROW(run(), CallError);
    else
      run();
    EXPECT_EQ(ended, devices);
  }
}

TEST(DeviceTeam, FailureNamesTheDeviceAndTheInnermostStage) {
  PTYGER_NEEDS_DEVICES(5);
  for (int const devices : {2, 5})
    for (int failing = 0; failing < devices; ++failing) {
      Team team(devices);
      std::atomic<int> devices_told = 0;
      auto const message = test::message_of<CallError>([&] {
        team.run([&](Device const& device) {
          core::StageClock::Scope const direction(device.clock, "direction");
          if (device.id == failing) {
            core::StageClock::Scope const search(device.clock, "line search");
            throw std::runtime_error("the stage failed");
          }
          try {
            team.rendezvous().meet(device.id);
          } catch (device::TeamBroken const& error) {
            EXPECT_THAT(error.what(), AllOf(HasSubstr("device " + std::to_string(failing)), HasSubstr("line search")));
            ++devices_told;
            throw;
          }
        });
      });
      EXPECT_EQ(message, "device " + std::to_string(failing) + ", in the stage 'line search': the stage failed");
      EXPECT_EQ(devices_told, devices - 1);
    }
}

// The stage of an error in an earlier run does not appear in the message of a later error.
TEST(DeviceTeam, MessageNamesTheStageOfTheCurrentRunsError) {
  PTYGER_NEEDS_DEVICES(2);
  Team team(2);
  for (char const* const stage : {"gradient", "update"})
    EXPECT_EQ(test::message_of<CallError>([&] {
                team.run([&](Device const& device) {
                  core::StageClock::Scope const scope(device.clock, stage);
                  if (device.id == 1) throw std::runtime_error("again");
                });
              }),
              std::string("device 1, in the stage '") + stage + "': again");
  EXPECT_EQ(test::message_of<CallError>([&] {
              team.run([&](Device const& device) {
                { core::StageClock::Scope const scope(device.clock, "misfit"); }
                if (device.id == 0) throw std::runtime_error("after it");
              });
            }),
            "device 0, in the stage 'set-up': after it");
}

TEST(DeviceTeam, ErrorsAboutTheInputAndTheMemoryKeepTheirKind) {
  PTYGER_NEEDS_DEVICES(3);
  Team team(3);
  EXPECT_EQ(test::message_of<InputError>([&] {
              team.run([](Device const& device) {
                if (device.id == 1) throw InputError("no counts");
              });
            }),
            "no counts");
  EXPECT_THROW(team.run([](Device const& device) {
    if (device.id == 2) throw std::bad_alloc();
  }),
               std::bad_alloc);
}

TEST(DeviceTeam, SingleDeviceRethrowsTheOriginalException) {
  Team team(1);
  EXPECT_EQ(
      test::message_of<std::out_of_range>([&] { team.run([](Device const&) { throw std::out_of_range("far"); }); }),
      "far");
}

TEST(DeviceTeam, DeviceThatMissesTheMeetingIsNamedWithItsStage) {
  PTYGER_NEEDS_DEVICES(3);
  constexpr int devices = 3;
  Team team(devices, 400ms);
  std::atomic<int> gave_up = 0;
  auto const begin = Clock::now();
  auto const message = test::message_of<CallError>([&] {
    team.run([&](Device const& device) {
      core::StageClock::Scope const scope(device.clock, device.id == 1 ? "gradient" : "direction");
      if (device.id == 1) return wait_for(gave_up, devices - 1);
      try {
        team.rendezvous().meet(device.id);
      } catch (device::TeamBroken const&) {
        ++gave_up;
        throw;
      }
    });
  });
  EXPECT_LT(Clock::now() - begin, 10s);
  EXPECT_THAT(message, AllOf(HasSubstr("no answer within 0.4 s from device 1"), HasSubstr("'gradient'"),
                             Not(HasSubstr("device 0")), Not(HasSubstr("device 2"))));
}

// The error of the late device tells more than the timeout of the waiting devices.
TEST(DeviceTeam, ErrorOfTheLateDeviceIsThrownNotTheTimeout) {
  PTYGER_NEEDS_DEVICES(3);
  Team team(3, 50ms);
  std::atomic<int> gave_up = 0;
  EXPECT_EQ(test::message_of<CallError>([&] {
              team.run([&](Device const& device) {
                if (device.id == 1) {
                  wait_for(gave_up, 2);
                  throw std::runtime_error("the disk is full");
                }
                try {
                  team.rendezvous().meet(device.id);
                } catch (device::TeamBroken const&) {
                  ++gave_up;
                  throw;
                }
              });
            }),
            "device 1, in the stage 'set-up': the disk is full");
}

TEST(DeviceTeam, RunsAfterFailuresWorkAsBefore) {
  PTYGER_NEEDS_DEVICES(4);
  constexpr int devices = 4;
  Team team(devices, 1min);
  for (int cycle = 0; cycle < 20; ++cycle) {
    EXPECT_THROW(team.run([&](Device const& device) {
      if (device.id == cycle % devices) throw std::runtime_error("the stage failed");
      team.rendezvous().meet(device.id);
    }),
                 CallError);
    int alone = 0;
    team.run([&](Device const& device) {
      for (int meeting = 0; meeting < 10; ++meeting) team.rendezvous().meet(device.id, [&] { ++alone; });
    });
    EXPECT_EQ(alone, 10);
  }
}

TEST(DeviceTeam, DestructorEndsAllThreads) {
  int const most = test::at_most_usable(6);
  { Team const first(most); }  // threads that the streams of GPUs may have live until the process ends
  auto const before = test::count_threads();
  std::atomic<int> calls = 0;
  for (int cycle = 0; cycle < 100; ++cycle) {
    int const devices = 1 + cycle % most;
    Team team(devices);
    EXPECT_EQ(test::count_threads(before + devices), before + devices);
    if (cycle % 3 == 0) continue;  // a team that executes no run
    if (cycle % 3 == 1) {
      team.run([&](Device const&) { ++calls; });
    } else {
      EXPECT_THROW(team.run([](Device const&) { throw std::runtime_error("the stage failed"); }), std::runtime_error);
    }
  }
  EXPECT_EQ(test::count_threads(before), before);
  EXPECT_GT(calls, 0);
}

// A container may limit the number of threads, or memory may be too small for their stacks.
TEST(DeviceTeam, ThreadThatCannotBeCreatedIsACallError) {
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "it needs a build without sanitizers, which end the process when memory cannot be allocated";
#endif
  if (!is_host_device<RunDevice>) GTEST_SKIP() << "GPUs are too few for a number of threads that does not fit";
  rlimit before{};
  getrlimit(RLIMIT_AS, &before);
  rlimit limit = before;
  std::ifstream("/proc/self/statm") >> limit.rlim_cur;
  limit.rlim_cur = limit.rlim_cur * static_cast<rlim_t>(getpagesize()) + (rlim_t{64} << 20U);
  setrlimit(RLIMIT_AS, &limit);
  EXPECT_THROW(Team(64), CallError);
  setrlimit(RLIMIT_AS, &before);
  int calls_made = 0;
  Team team(2);
  std::mutex mutex;
  team.run([&](Device const&) {
    std::scoped_lock const lock(mutex);
    ++calls_made;
  });
  EXPECT_EQ(calls_made, 2);
}

}  // namespace
}  // namespace ptyger
