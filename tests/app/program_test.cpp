#include <gmock/gmock.h>

#include <sstream>

#include "ptyger/version.hpp"
#include "tests/app/run_program.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

TEST(Program, Version) {
  auto const run = run_program({"--version"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.output, std::string("ptyger ") + version() + "\n");
  EXPECT_EQ(run.diagnostics, "");
}

TEST(Program, OutputThatCannotBeWrittenIsAnError) {
  for (std::string const words :
       {"--version", "inspect " PTYGER_TEST_DATA "/siemens_star.cxi", "man reconstruct", "completion bash"}) {
    auto const run = run_command({"sh", "-c", PTYGER_PROGRAM " " + words + " > /dev/full"});
    EXPECT_EQ(run.exit_code, 2) << words;
    EXPECT_THAT(run.diagnostics, HasSubstr("standard output")) << words;
  }
}

TEST(Program, HelpListsCommandsAndExitCodes) {
  auto const run = run_program({"--help"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.diagnostics, "");
  EXPECT_THAT(run.output,
              AllOf(HasSubstr("Usage: ptyger COMMAND"), HasSubstr("  reconstruct "), HasSubstr("  130  interrupted")));
}

// Lines of the help break between any two words.
TEST(Program, HelpNamesTheKindsOfFilesThatAreRead) {
  for (auto const* command : {"inspect", "reconstruct"}) {
    auto const run = run_program({command, "--help"});
    EXPECT_THAT(run.output, testing::ContainsRegex("frames[ \n]+of[ \n]+NumPy,[ \n]+MATLAB,[ \n]+TIFF,[ \n]+Merlin"));
    EXPECT_THAT(run.output, testing::ContainsRegex("array[ \n]+of[ \n]+NumPy,[ \n]+MATLAB[ \n]+or[ \n]+TIFF"));
  }
}

TEST(Program, HelpOfReconstructNamesEveryOptionWithItsDefault) {
  auto const run = run_program({"reconstruct", "--help-all"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.output, HasSubstr("Usage: ptyger reconstruct [OPTION]... INPUT... -o RESULT.h5\n"));
  for (auto const* option : {"-o, --output RESULT.h5",
                             "--iterations N",
                             "--start-epochs auto|N",
                             "--probe auto|file|blind|FILE",
                             "--no-probe",
                             "--probe-modes auto|M",
                             "--noise auto|gaussian|poisson",
                             "--rule prp|hz|dy|reference",
                             "--scheme joint|alternating",
                             "--sampling auto|nearest|bilinear|fourier",
                             "--memory-strategy auto|carried|coefficients|recompute",
                             "--precision single|double",
                             "--devices auto|G",
                             "--init RESULT.h5",
                             "--metrics FILE.jsonl",
                             "--previews DIR",
                             "--picture-format png|svg|pdf",
                             "--watch SECONDS",
                             "--report FILE.html",
                             "--cxi FILE.cxi",
                             "--tiff",
                             "--overwrite",
                             "--seed N",
                             "--config FILE.toml",
                             "-h, --help",
                             "(default: hermite)",
                             "Examples:"})
    EXPECT_THAT(run.output, HasSubstr(option));
  std::istringstream lines(run.output);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
}

TEST(Program, TheShortHelpNamesCommonOptionsAndTheWayToAll) {
  for (auto const& words : {std::vector<std::string>{"reconstruct", "--help"}, {"help", "reconstruct"}}) {
    auto const run = run_program(words);
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_THAT(run.output,
                AllOf(HasSubstr("--probe-modes"), HasSubstr("more options: `ptyger reconstruct --help-all`"),
                      testing::Not(HasSubstr("--memory-strategy"))));
    EXPECT_LT(std::count(run.output.begin(), run.output.end(), '\n'), 130);
  }
  EXPECT_THAT(run_program({"campaign", "--help"}).output, HasSubstr("--help-all"));
  EXPECT_THAT(run_program({"compare", "--help"}).output, testing::Not(HasSubstr("--help-all")));
  EXPECT_EQ(run_program({"help"}).output, run_program({"--help"}).output);
  auto const unknown = run_program({"help", "reconstrukt"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.diagnostics, HasSubstr("reconstruct"));
}

TEST(Program, ANameAfterTiffIsExplained) {
  auto const run = run_program({"reconstruct", PTYGER_TEST_DATA "/siemens_star.cxi", "-o", "r.h5", "--tiff", "q.tif"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.diagnostics, HasSubstr("--tiff takes no name"));
}

TEST(Program, WrongUsageExitsWithTwoAndOneLine) {
  for (std::vector<std::string> const& words :
       std::vector<std::vector<std::string>>{{},
                                             {"reconstrukt"},
                                             {"reconstruct"},
                                             {"reconstruct", "scan.cxi"},
                                             {"reconstruct", "-o", "r.h5"},
                                             {"reconstruct", "scan.cxi", "-o", "r.h5", "--nonsense"},
                                             {"reconstruct", "scan.cxi", "-o", "r.h5", "--noise", "pink"},
                                             {"reconstruct", "scan.cxi", "-o", "r.h5", "--devices", "0"},
                                             {"reconstruct", "--config", "/nonexistent/options.toml"}}) {
    auto const run = run_program(words);
    EXPECT_EQ(run.exit_code, 2) << testing::PrintToString(words);
    EXPECT_EQ(run.output, "");
    EXPECT_THAT(run.diagnostics, StartsWith("ptyger: error: ")) << testing::PrintToString(words);
    EXPECT_EQ(std::count(run.diagnostics.begin(), run.diagnostics.end(), '\n'), 1) << run.diagnostics;
  }
}

}  // namespace
}  // namespace ptyger::test
