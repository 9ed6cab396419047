#include "app/shell/usage_problem.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "app/command.hpp"

namespace ptyger::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Words = std::vector<std::string>;

/// The message of the program for these words; empty when they can be parsed.
std::string problem(Words words) {
  CLI::App program;
  app::Invocation chosen;
  app::add_commands(program, chosen);
  std::reverse(words.begin(), words.end());  // CLI11 takes the last word first
  try {
    program.parse(std::move(words));
  } catch (CLI::ParseError const& error) {
    return app::usage_problem(program, error);
  }
  return {};
}

/// The message for options of `ptyger reconstruct`, together with its required options.
std::string problem_of(Words words) {
  words.insert(words.begin(), {"reconstruct", "scan.cxi", "-o", "result.h5"});
  return problem(words);
}

TEST(UsageProblem, MissingOptionsAreNamedAsInTheHelp) {
  EXPECT_THAT(problem({"inspect"}), StartsWith("INPUT... is missing: Files of one scan: "));
  EXPECT_EQ(problem({"reconstruct", "scan.cxi"}),
            "--output RESULT.h5 is missing: Result file (HDF5, ptychodus product layout); see `ptyger reconstruct "
            "--help`");
  EXPECT_THAT(problem({"reconstruct", "--", "-scan.cxi"}), StartsWith("--output RESULT.h5 is missing"));
  EXPECT_THAT(problem({"compare", "a.h5"}), StartsWith("B is missing: Another such file"));
}

TEST(UsageProblem, WrongNumbersOfValuesAreRefused) {
  EXPECT_THAT(problem_of({"--crop", "64", "--crop", "32"}),
              StartsWith("--crop was given 2 values, 64 32; give it once, as --crop N; see"));
  EXPECT_THAT(problem_of({"-o", "b.h5"}), StartsWith("--output was given 2 values, result.h5 b.h5; give it once"));
  EXPECT_THAT(problem_of({"--crop"}), StartsWith("the value of --crop is missing; give it as --crop N; see"));
  EXPECT_THAT(problem_of({"--tiff=x"}), StartsWith("--tiff takes no value"));
}

TEST(UsageProblem, FractionsAndLengthsAreTold) {
  EXPECT_THAT(problem_of({"--iterations", "3.5"}), HasSubstr("'3.5' is not a whole number; give it as --iterations N"));
  EXPECT_THAT(problem_of({"--fly", "80e-9"}), HasSubstr("'80e-9' looks like metres; give the motion as DX,DY metres"));
}

TEST(UsageProblem, APairNeedsTwoNumbers) {
  EXPECT_EQ(problem_of({"--center", "64,65"}), "");
  EXPECT_THAT(problem_of({"--center", "64"}), StartsWith("--center needs 2 values, ROW,COL, but was given 1: 64; see"));
  EXPECT_THAT(problem_of({"--center=64"}), StartsWith("--center needs 2 values, ROW,COL, but was given 1: 64; see"));
  EXPECT_THAT(problem_of({"--center", "1,2,3"}),
              StartsWith("--center needs 2 values, ROW,COL, but was given 3: 1,2,3; see"));
  EXPECT_THAT(problem_of({"--center", "1,x"}), StartsWith("--center: '1,x' is not a number; give it as --center ROW"));
  EXPECT_THAT(problem_of({"--center", ""}), StartsWith("--center: its value is empty; give --center ROW,COL"));
}

TEST(UsageProblem, EmptyValuesAreRefused) {
  EXPECT_THAT(problem({"reconstruct", "scan.cxi", "-o", ""}),
              StartsWith("--output: its value is empty; give --output RESULT.h5; see"));
  EXPECT_THAT(problem({"reconstruct", "scan.cxi", "--output="}), StartsWith("the value of --output is missing"));
  for (auto const* option : {"--report", "--cxi", "--metrics", "--previews", "--init", "--probe", "--crop"})
    EXPECT_THAT(problem_of({option, ""}), StartsWith(std::string(option) + ": its value is empty"));
  for (auto const* command : {"simulate", "compare", "campaign"})
    EXPECT_THAT(problem({command, "-o", ""}), StartsWith("--output: its value is empty")) << command;
}

TEST(UsageProblem, ValuesThatAreNotNumbersAreRefused) {
  EXPECT_THAT(problem_of({"--energy", "high"}), StartsWith("--energy: 'high' is not a number; give it as --energy EV"));
  EXPECT_THAT(problem_of({"--crop", "half"}), StartsWith("--crop: 'half' is not a whole number; give it as --crop N"));
  EXPECT_THAT(problem_of({"--crop", "1"}), StartsWith("--crop: 1 is not a number from 2 to 1048576"));
  EXPECT_THAT(problem_of({"--seed", "x"}), StartsWith("--seed: 'x' is not a whole number"));
}

TEST(UsageProblem, OptionsAreNotValues) {
  EXPECT_THAT(problem({"reconstruct", "scan.cxi", "-o", "--tiff"}),
              StartsWith("--output: its value is missing, as '--tiff' is an option; give --output RESULT.h5, where "
                         "./--tiff is a file of that name"));
  EXPECT_THAT(problem({"reconstruct", "scan.cxi", "--tiff", "--cxi", "-o", "a.h5"}),
              StartsWith("--cxi: its value is missing, as '-o' is an option; give --cxi FILE.cxi"));
  EXPECT_THAT(problem_of({"--crop", "--tiff"}), StartsWith("--crop: its value is missing, as '--tiff' is an option"));
  EXPECT_THAT(problem_of({"--crop", "--tiff"}), Not(HasSubstr("./")));
  EXPECT_EQ(problem_of({"--cxi", "./--tiff"}), "");
}

TEST(UsageProblem, NumbersMustBeFinite) {
  for (std::string const option : {"--hold-out", "--watch", "--max-drift", "--energy", "--distance", "--angle"})
    for (std::string const value : {"nan", "NaN", "inf", "1e999"})
      EXPECT_THAT(problem_of({option, value}),
                  StartsWith(fmt::format("{}: '{}' is not a finite number; give it as", option, value)));
  EXPECT_THAT(problem_of({"--smooth", "nan"}), HasSubstr("--smooth: 'nan' is not a finite number"));
  EXPECT_THAT(problem_of({"--center", "64,nan"}), StartsWith("--center: 'nan' is not a finite number"));
  EXPECT_THAT(problem({"simulate", "-o", "scan.cxi", "--overlap", "nan"}),
              StartsWith("--overlap: 'nan' is not a finite"));
}

TEST(UsageProblem, NegativeNumbersAreRepeatedAsGiven) {
  for (std::string const option : {"--frames", "--detector", "--probe-modes", "--module-gap", "--seed"})
    EXPECT_THAT(problem({"simulate", "-o", "scan.cxi", option, "-3"}), StartsWith(option + ": -3 is negative"));
  for (std::string const option : {"--crop", "--seed"})
    EXPECT_THAT(problem_of({option, "-3"}), StartsWith(option + ": -3 is negative"));
  EXPECT_THAT(problem_of({"--probe-modes", "-3"}), HasSubstr("'-3' is neither auto nor a number from 1 to 1000"));
  EXPECT_THAT(problem({"campaign", "--air-columns", "-3"}), StartsWith("--air-columns: -3 is negative"));
}

TEST(UsageProblem, NegativeNumbersAreValues) {
  EXPECT_EQ(problem_of({"--angle", "-30.5"}), "");
  EXPECT_EQ(problem_of({"--angle", "-.5"}), "");
  EXPECT_EQ(problem_of({"--fly", "-1e-6,2e-6"}), "");
  EXPECT_EQ(problem({"campaign", "--inputs", "scan.cxi", "-o", "folder", "--angles", "-70:2"}), "");
}

}  // namespace
}  // namespace ptyger::test
