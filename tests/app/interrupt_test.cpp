#include "core/interrupt.hpp"

#include <gmock/gmock.h>

#include <csignal>
#include <fstream>

#include "hdf5/input_file.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using testing::HasSubstr;

std::string const star = PTYGER_TEST_DATA "/siemens_star.cxi";

// Arguments of a run that would take hours, with long iterations.
std::vector<std::string> long_run(TemporaryFolder const& folder) {
  return {"reconstruct",    star, "-o",        folder / "result.h5",    "--iterations", "100000", "--probe-modes", "6",
          "--start-epochs", "0",  "--metrics", folder / "metrics.jsonl"};
}

TEST(Interrupt, FirstSignalWritesTheResultSoFar) {
  TemporaryFolder const folder;
  auto const run = run_program(long_run(folder), {"cg "});
  EXPECT_EQ(run.exit_code, 130) << run.diagnostics;
  EXPECT_THAT(run.diagnostics, HasSubstr("stopping after this iteration"));
  EXPECT_THAT(run.output, HasSubstr("interrupted"));
  EXPECT_EQ(entries(folder / ""), (std::vector<std::string>{"metrics.jsonl", "result.h5", "result.h5.checkpoint",
                                                            "result_amplitude.png", "result_convergence.png",
                                                            "result_fit.png", "result_phase.png", "result_probe.png"}));
  hdf5::InputFile const result(folder / "result.h5");
  EXPECT_EQ(result.number_attribute("/", "complete"), 0.0);
}

TEST(Interrupt, SecondSignalStopsAtOnceAndLeavesNoPartOfAFile) {
  TemporaryFolder const folder;
  auto const run = run_program(long_run(folder), {"cg ", "once more"});
  EXPECT_EQ(run.exit_code, 130) << run.diagnostics;
  EXPECT_EQ(entries(folder / ""), (std::vector<std::string>{"metrics.jsonl", "result.h5.checkpoint"}));
}

TEST(Interrupt, RegisteredFilesAreRemovedAtTheEndOfTheProcess) {
  TemporaryFolder const folder;
  auto const end_in_the_middle = [&] {
    core::install_interrupt_handler();
    core::TemporaryFile const unfinished(folder / "unfinished");
    std::ofstream(folder / "unfinished") << "half";
    { core::TemporaryFile const finished(folder / "finished"); }
    std::ofstream(folder / "finished") << "whole";
    raise(SIGTERM);
  };
  EXPECT_EXIT(end_in_the_middle(), testing::ExitedWithCode(130), "");
  EXPECT_EQ(entries(folder / ""), std::vector<std::string>{"finished"});
}

TEST(Interrupt, InAGracefulScopeTheFirstSignalIsARequest) {
  auto const run = [] {
    core::install_interrupt_handler();
    {
      core::GracefulInterrupt const graceful;
      if ((core::interrupt_cause() != core::Interrupt::none)) _exit(1);
      raise(SIGINT);
      if (!(core::interrupt_cause() != core::Interrupt::none)) _exit(2);
    }
    core::GracefulInterrupt const again;
    if ((core::interrupt_cause() != core::Interrupt::none)) _exit(3);
    raise(SIGINT);
    raise(SIGINT);
    _exit(4);
  };
  EXPECT_EXIT(run(), testing::ExitedWithCode(130), "once more to stop at once");
}

}  // namespace
}  // namespace ptyger::test
