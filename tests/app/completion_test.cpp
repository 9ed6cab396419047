#include "app/shell/completion.hpp"

#include <gmock/gmock.h>

#include <CLI/CLI.hpp>

#include "app/shell/option_values.hpp"
#include "tests/app/run_program.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// The completions that bash offers for the last of these words, one a line.
std::string offered(std::string const& words, std::string const& folder = "/") {
  auto const script = "source <(" PTYGER_PROGRAM " completion bash) && cd '" + folder + "' && COMP_WORDS=(" + words +
                      ") && COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) && _ptyger && printf '%s\\n' \"${COMPREPLY[@]}\"";
  auto const run = run_command({"bash", "--norc", "-c", script});
  EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_EQ(run.diagnostics, "");
  return run.output;
}

class Completion : public testing::Test {
 protected:
  void SetUp() override { app::add_commands(program, chosen); }
  CLI::App program;
  app::Invocation chosen;
};

TEST_F(Completion, OfBashOffersEveryOptionAndWord) {
  for (auto const* command : program.get_subcommands({})) {
    auto const options = "\n" + offered("ptyger " + command->get_name() + " -");
    for (auto const* option : app::shown_options(*command)) {
      for (auto const& name : app::names_of(*option)) EXPECT_THAT(options, HasSubstr("\n" + name + "\n"));
      auto const values = app::values_of(*command, *option);
      if (values.words.empty()) continue;
      auto const choices =
          "\n" + offered("ptyger " + command->get_name() + " " + app::names_of(*option).back() + " ''");
      for (auto const& word : values.words) EXPECT_THAT(choices, HasSubstr("\n" + word + "\n"));
    }
  }
}

TEST_F(Completion, OfOtherShellsHasEveryOptionAndCommand) {
  auto const zsh = app::zsh_completion(program);
  auto const fish = app::fish_completion(program);
  for (auto const* command : program.get_subcommands({})) {
    EXPECT_THAT(zsh, HasSubstr("    " + command->get_name() + ")\n"));
    EXPECT_THAT(fish, HasSubstr(" -a " + command->get_name() + " "));
    auto const begin = zsh.find("    " + command->get_name() + ")\n");
    auto const part = zsh.substr(begin, zsh.find(";;", begin) - begin);
    for (auto const* option : app::shown_options(*command)) {
      for (auto const& name : app::names_of(*option)) EXPECT_THAT(part, HasSubstr(name)) << command->get_name();
      auto const names = (option->get_snames().empty() ? "" : " -s " + option->get_snames().front()) + " -l " +
                         option->get_lnames().front() + " ";
      EXPECT_THAT(fish, HasSubstr("'__fish_seen_subcommand_from " + command->get_name() + "'" + names));
    }
  }
}

TEST(BashCompletion, IsRegistered) {
  auto const run =
      run_command({"bash", "--norc", "-c", "source <(" PTYGER_PROGRAM " completion bash) && complete -p ptyger"});
  EXPECT_EQ(run.output, "complete -F _ptyger ptyger\n");
}

TEST(BashCompletion, OffersCommandsWordsAndFiles) {
  EXPECT_EQ(offered("ptyger rec"), "reconstruct\n");
  EXPECT_EQ(offered("ptyger --ver"), "--version\n");
  EXPECT_EQ(offered("ptyger reconstruct --noise p"), "poisson\n");
  EXPECT_EQ(offered("ptyger reconstruct --noise = p"), "poisson\n");
  EXPECT_EQ(offered("ptyger reconstruct --noise ="), "auto\ngaussian\npoisson\n");
  EXPECT_EQ(offered("ptyger reconstruct siem", PTYGER_TEST_DATA), "siemens_star.cxi\n");
  EXPECT_EQ(offered("ptyger reconstruct --init siem", PTYGER_TEST_DATA), "siemens_star.cxi\n");
  EXPECT_EQ(offered("ptyger reconstruct --iterations siem", PTYGER_TEST_DATA), "\n");
  EXPECT_EQ(offered("ptyger man pl"), "plan\n");
  EXPECT_EQ(offered("ptyger completion z"), "zsh\n");
  auto const probe = offered("ptyger reconstruct --probe ''", PTYGER_TEST_DATA);
  EXPECT_THAT(probe, AllOf(StartsWith("auto\n"), HasSubstr("blind\n"), HasSubstr("siemens_star.cxi\n")));
  EXPECT_THAT(offered("ptyger devices ''", PTYGER_TEST_DATA), Not(HasSubstr("siemens_star.cxi")));
}

/// Checks the syntax of a script with its shell; skipped where the shell is not installed.
void expect_valid_syntax(std::string const& shell) {
  if (run_command({"sh", "-c", "command -v " + shell}).exit_code != 0) GTEST_SKIP() << "it needs the shell " << shell;
  auto const run = run_command({"sh", "-c", PTYGER_PROGRAM " completion " + shell + " | " + shell + " -n"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.diagnostics, "");
}

TEST(BashCompletion, IsValidBash) {
  expect_valid_syntax("bash");
}
TEST(ZshCompletion, IsValidZsh) {
  expect_valid_syntax("zsh");
}

TEST(FishCompletion, OffersCommandsWordsAndOptions) {
  if (run_command({"sh", "-c", "command -v fish"}).exit_code != 0) GTEST_SKIP() << "there is no fish here";
  auto const complete = [](std::string const& line) {
    return run_command(
               {"fish", "--no-config", "-c", PTYGER_PROGRAM " completion fish | source; complete -C '" + line + "'"})
        .output;
  };
  EXPECT_THAT(complete("ptyger rec"), StartsWith("reconstruct\t"));
  EXPECT_THAT(complete("ptyger reconstruct --noise p"), StartsWith("poisson\t"));
  EXPECT_THAT(complete("ptyger reconstruct --probe-m"), StartsWith("--probe-modes\t"));
}

}  // namespace
}  // namespace ptyger::test
