#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/gpu/report.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::gpu_checks {
namespace {

using State = Outcome::State;
using testing::HasSubstr;

Ended ended_with(int exit_code, std::string const& output, std::string const& diagnostics = "") {
  return {exit_code, false, 1, output, diagnostics};
}

constexpr char const* passed_tests =
    "[==========] Running 3 tests from 1 test suite.\n"
    "[ RUN      ] A.One\n[       OK ] A.One (0 ms)\n[ RUN      ] A.Two\nfile.cpp:7: Skipped\nit needs 2 GPUs\n"
    "[  SKIPPED ] A.Two (0 ms)\n[==========] 3 tests from 1 test suite ran. (0 ms total)\n[  PASSED  ] 2 tests.\n"
    "[  SKIPPED ] 1 test, listed below:\n[  SKIPPED ] A.Two\n";

TEST(OutcomeOfTests, CountsTestsAndSaysWhySomeWereSkipped) {
  auto const outcome = outcome_of_tests(ended_with(0, passed_tests));
  EXPECT_EQ(outcome.state, State::passed);
  EXPECT_EQ(outcome.remark, "2 tests, 1 skipped: it needs 2 GPUs");
}

TEST(OutcomeOfTests, WithoutATestIsAFailure) {
  auto const outcome = outcome_of_tests(ended_with(
      0, "[==========] Running 0 tests from 0 test suites.\n[==========] 0 tests ran.\n[  PASSED  ] 0 tests.\n"));
  EXPECT_EQ(outcome.state, State::failed);
  EXPECT_EQ(outcome.remark, "the filter names no test");
}

TEST(OutcomeOfTests, OfSkippedTestsIsSkipped) {
  auto const outcome = outcome_of_tests(
      ended_with(0,
                 "[==========] Running 1 test.\nfile.cpp:7: Skipped\nit needs 5 GPUs\n[  SKIPPED ] A.Two (0 ms)\n"
                 "[==========] 1 test ran.\n[  PASSED  ] 0 tests.\n[  SKIPPED ] 1 test, listed below:\n"));
  EXPECT_EQ(outcome.state, State::skipped);
  EXPECT_EQ(outcome.remark, "it needs 5 GPUs");
}

TEST(OutcomeOfTests, NamesTheTestsThatFailed) {
  auto const outcome =
      outcome_of_tests(ended_with(1,
                                  "[==========] Running 1 test.\n[  FAILED  ] A.One (3 ms)\n[==========] 1 test ran.\n"
                                  "[  FAILED  ] 1 test, listed below:\n[  FAILED  ] A.One\n"));
  EXPECT_EQ(outcome.state, State::failed);
  EXPECT_EQ(outcome.remark, "A.One");
}

TEST(OutcomeOfTests, NamesTheTestInWhichTheProgramEnded) {
  auto const outcome = outcome_of_tests(ended_with(139, "[==========] Running 1 test.\n[ RUN      ] A.One\n"));
  EXPECT_EQ(outcome.state, State::failed);
  EXPECT_EQ(outcome.remark, "ended by signal 11, in A.One");
}

TEST(OutcomeOfProgram, ThatHasToRefuseMustSayIt) {
  EXPECT_EQ(outcome_of_program(ended_with(2, "", "too many ranks\n"), "too many").state, State::passed);
  EXPECT_EQ(outcome_of_program(ended_with(2, "", "no file\n"), "too many").state, State::failed);
  EXPECT_EQ(outcome_of_program(ended_with(0, "", "too many\n"), "too many").state, State::failed);
  EXPECT_EQ(outcome_of_program(ended_with(2, "", "a\nno file\n"), "").remark, "exit code 2: no file");
}

TEST(RunCommand, EndsAtItsTimeLimitWithAllThatItStarted) {
  test::TemporaryFolder const folder;
  auto const ended = run({"sh", "-c", "echo begun; sleep 60 & sleep 60"}, folder / "log", 0.3);
  EXPECT_TRUE(ended.timed_out);
  EXPECT_LT(ended.seconds, 10);
  EXPECT_EQ(ended.output, "begun\n");
}

/// A folder with programs that print what `ptyger devices` and a program of GoogleTest print.
class SessionTest : public testing::Test {
 protected:
  SessionTest() {
    program("tests", "cat <<'END'\n" + std::string(passed_tests) + "END");
    program("benchmark", R"(echo '{"runs": [{"run": "64 x 64", "kernels": [{"kernel": "copy", "bytes": 1e6}]}]}')");
    settings_.tests = folder_ / "tests";
    settings_.benchmark = folder_ / "benchmark";
    settings_.program = folder_ / "ptyger";
    settings_.mpirun = folder_ / "tests";
    settings_.folder = folder_ / "";
    settings_.star = folder_ / "tests";
  }
  void program(std::string const& name, std::string const& script) {
    std::ofstream(folder_ / name) << "#!/bin/sh\n" << script << "\n";
    std::filesystem::permissions(folder_ / name, std::filesystem::perms::owner_all);
  }
  void devices(std::string const& script) { program("ptyger", "case $1 in devices) " + script + ";; esac"); }
  std::vector<Result> results() {
    Session session(settings_);
    auto found = session.run([](auto const&) {});
    exit_code_ = exit_code_of(found, session.gpus());
    return found;
  }
  static Outcome outcome_of(std::vector<Result> const& results, std::string const& name) {
    for (auto const& result : results)
      if (result.check.name == name) return result.outcome;
    return {State::failed, "no check " + name};
  }

  test::TemporaryFolder folder_;
  Settings settings_;
  int exit_code_ = -1;
};

TEST_F(SessionTest, WithoutAGpuSkipsAllThatNeedsOne) {
  devices("echo 'none is usable here (no driver)' >&2; exit 2");
  auto const found = results();
  for (auto const& result : found) {
    bool const needs_gpu = result.check.least_gpus > 0;
    EXPECT_EQ(result.outcome.state, needs_gpu ? State::skipped : State::passed) << line_of(result);
    if (needs_gpu) {
      EXPECT_EQ(result.outcome.remark, "no GPU") << result.check.name;
    }
  }
  EXPECT_EQ(exit_code_, 77);
}

TEST_F(SessionTest, WithOneGpuSkipsWhatNeedsMore) {
  devices(R"(echo '{"kind": "gpus", "devices": [{}]}')");
  auto const found = results();
  EXPECT_EQ(outcome_of(found, "kernels").state, State::passed);
  EXPECT_EQ(outcome_of(found, "several_gpus").remark, "1 GPU, it needs 2");
  EXPECT_EQ(outcome_of(found, "ranks_refused").state, State::failed) << "it was not refused";
  EXPECT_EQ(exit_code_, 1);
  EXPECT_THAT(summary(found), HasSubstr("64 x 64"));
  auto const json = nlohmann::json::parse(to_json(found, R"({"kind": "gpus"})"));
  EXPECT_EQ(json.at("checks").size(), found.size());
  EXPECT_EQ(json.at("speed").at("runs").size(), 1U);
}

TEST_F(SessionTest, WithoutNcclUsesOneGpu) {
  devices(R"(echo '{"kind": "gpus", "devices": [{}, {}]}')");
  settings_.no_nccl = "libnccl.so.2 was not found";
  auto const found = results();
  for (auto const* name : {"several_gpus", "transport", "cufft_two_gpus", "ranks_2"})
    EXPECT_EQ(outcome_of(found, name).remark, settings_.no_nccl) << name;
  EXPECT_EQ(outcome_of(found, "kernels").state, State::passed);
}

TEST_F(SessionTest, SkipsWhatNoLongerFits) {
  devices(R"(echo '{"kind": "gpus", "devices": [{}]}')");
  settings_.seconds = 1;
  EXPECT_EQ(outcome_of(results(), "kernels").remark, "no time left of 1 s");
}

TEST(Checks, TestsOfNoCheckAreOneCheck) {
  auto const filter = filter_of_other_tests(all_checks());
  EXPECT_THAT(filter, testing::StartsWith("*-"));
  EXPECT_THAT(filter, HasSubstr("LargeScan.*"));
  EXPECT_EQ(filter.find('-', 2), std::string::npos);
}

}  // namespace
}  // namespace ptyger::gpu_checks
