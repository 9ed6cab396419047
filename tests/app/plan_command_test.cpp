#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string const star = PTYGER_TEST_DATA "/siemens_star.cxi";

TEST(PlanCommand, ShowsTilesMemoryAndChoice) {
  auto const run = run_program({"plan", star, "--devices", "3", "--probe-modes", "2"});
  EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_THAT(run.output, AllOf(HasSubstr("516 frames of 128 x 128 pixels"), HasSubstr("3 devices (as asked for"),
                                HasSubstr("tiled (sends"), HasSubstr("balance"), HasSubstr("coefficients   streamed"),
                                HasSubstr("chosen")));
}

TEST(PlanCommand, AutoUsesTheCoresOfTheProcess) {
  auto const run = run_program({"plan", star});
  EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_THAT(run.output, HasSubstr("core"));
}

TEST(PlanCommand, PredictsTheDurationOnTheDevicesAtHand) {
  auto const run = run_program({"plan", star, "--iterations", "30", "--probe-modes", "1", "--positions", "fixed"});
  EXPECT_THAT(run.output, testing::ContainsRegex("duration  about 0:[0-9]+: start 0:[0-9]+, 30 iterations 0:"));
  auto const elsewhere = run_program({"plan", star, "--devices", "8", "--memory", "80GiB"});
  EXPECT_THAT(elsewhere.output, testing::Not(HasSubstr("duration")));
}

TEST(PlanCommand, ALimitSelectsStreaming) {
  auto const run = run_program({"plan", star, "--devices", "1", "--memory", "22MiB"});
  EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_THAT(run.output, HasSubstr("recompute, frames streamed"));
}

// With --devices and --memory the plan is for another node, with as many devices of this memory.
TEST(PlanCommand, AnotherNodeCanBePlanned) {
  auto const run = run_program(
      {"plan", star, "--devices", "8", "--memory", "80GiB", "--probe-modes", "128", "--memory-strategy", "carried"});
  EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_THAT(run.output, AllOf(HasSubstr("80 GiB"), HasSubstr("no limit")));
}

TEST(PlanCommand, ATransportOfOtherDevicesIsRefusedBeforeFramesAreRead) {
  for (std::vector<std::string> words :
       {std::vector<std::string>{"plan", star}, {"reconstruct", star, "-o", "/tmp/no.h5"}}) {
    words.insert(words.end(), {"--devices", "2", "--transport", "nccl"});
    auto const run = run_program(words);
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_EQ(run.output, "");
    EXPECT_THAT(run.diagnostics, HasSubstr("NCCL connects GPUs"));
  }
}

TEST(PlanCommand, TooManyDevicesAreRefused) {
  auto const run = run_program({"plan", star, "--devices", "600"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.diagnostics, HasSubstr("600 devices cannot share 516 frames"));
}

// A file without frames is refused for its memory, which shows that the check comes before frames are read.
TEST(PlanCommand, AScanThatDoesNotFitIsRefusedWithATableBeforeFramesAreRead) {
  TemporaryFolder const folder;
  auto const result = folder / "r.h5";
  for (auto const& words : {std::vector<std::string>{"plan", star}, {"reconstruct", star, "-o", result}}) {
    auto all = words;
    all.insert(all.end(), {"--devices", "2", "--memory", "1MiB"});
    auto const run = run_program(all);
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_EQ(run.output, "");
    EXPECT_THAT(run.diagnostics, AllOf(HasSubstr("does not fit into memory"), HasSubstr("holds pixels"),
                                       HasSubstr("carried        streamed"), HasSubstr("1 MiB")));
  }
  EXPECT_FALSE(std::filesystem::exists(result));
}

TEST(PlanCommand, StreamedAndHeldFramesGiveTheSameResult) {
  TemporaryFolder const folder;
  std::string misfit_before;
  for (std::string const streamed : {"yes", "no"}) {
    auto const run = run_program({"reconstruct", star, "-o", folder / (streamed + ".h5"), "--devices", "2",
                                  "--iterations", "1", "--start-epochs", "1", "--stream-frames", streamed});
    EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
    EXPECT_EQ(run.diagnostics.find("frames streamed") != std::string::npos, streamed == "yes") << run.diagnostics;
    auto const misfit = run.output.substr(run.output.find("misfit"), 40);
    EXPECT_EQ(misfit, misfit_before.empty() ? misfit : misfit_before);
    misfit_before = misfit;
  }
}

}  // namespace
}  // namespace ptyger::test
