#include "app/shell/man_page.hpp"

#include <gmock/gmock.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "app/shell/man_text.hpp"
#include "app/shell/option_values.hpp"
#include "tests/app/run_program.hpp"

namespace ptyger::test {
namespace {

using testing::HasSubstr;

class ManPage : public testing::Test {
 protected:
  void SetUp() override { app::add_commands(program, chosen); }
  CLI::App program;
  app::Invocation chosen;
};

TEST_F(ManPage, HasEveryOptionOfEveryCommandWithItsDefault) {
  for (auto const* command : program.get_subcommands({})) {
    auto const page = app::man_page(*command);
    for (auto const* option : app::shown_options(*command)) {
      for (auto const& name : app::names_of(*option))
        EXPECT_THAT(page, HasSubstr(app::man::bold(name))) << command->get_name();
      EXPECT_THAT(page, HasSubstr(app::man::prose(option->get_description()))) << command->get_name();
      auto const preset = option->get_default_str();
      if (preset.empty()) continue;
      EXPECT_THAT(page, HasSubstr("(default: " + app::man::bold(preset) + ")")) << command->get_name();
    }
    for (auto const* argument : app::shown_arguments(*command))
      EXPECT_THAT(page, HasSubstr(".TP\n" + app::man::italic(argument->get_option_text()) + "\n"))
          << command->get_name();
  }
}

TEST_F(ManPage, OfTheProgramNamesCommandsExitCodesFilesAndEnvironment) {
  auto const page = app::man_page(program);
  for (auto const* command : program.get_subcommands({}))
    EXPECT_THAT(page,
                HasSubstr(app::man::bold("ptyger-" + command->get_name()) + "(1)\n" + command->get_description()));
  for (auto const* section : {"EXIT STATUS\n.TP\n\\fB0\\fR\ndone\n", "FILES", "ENVIRONMENT", "SEE ALSO"})
    EXPECT_THAT(page, HasSubstr(std::string(".SH ") + section));
}

TEST_F(ManPage, NamesEveryEnvironmentVariableThatTheProgramReads) {
  auto const page = app::man_page(program);
  std::regex const read("(?:getenv|variable)\\(\"([A-Z_]+)\"\\)");
  int found = 0;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(PTYGER_TEST_DATA "/../../src")) {
    if (!entry.is_regular_file()) continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    auto const source = text.str();
    for (std::sregex_iterator match(source.begin(), source.end(), read); match != std::sregex_iterator(); ++match) {
      EXPECT_THAT(page, HasSubstr((*match)[1].str())) << entry.path();
      ++found;
    }
  }
  EXPECT_GE(found, 8);
}

TEST_F(ManPage, ExamplesCanBeTyped) {
  auto const page = app::man_page(*program.get_subcommand("reconstruct"));
  EXPECT_THAT(page, HasSubstr(".SH EXAMPLES\none scan with the defaults"));
  EXPECT_THAT(page, HasSubstr(".nf\nptyger reconstruct scan.cxi \\-o result.h5\n.fi\n"));
}

TEST(ManText, EscapesLettersWithAMeaningForRoff) {
  EXPECT_EQ(app::man::verbatim(".hidden a\\b"), ".RS 4\n.nf\n\\&.hidden a\\eb\n.fi\n.RE\n");
  EXPECT_EQ(app::man::prose("'x' is (--init), 1e-3 or well-known"),
            "\\(aqx\\(aq is (\\fB\\-\\-init\\fR), 1e\\-3 or well-known");
  EXPECT_EQ(app::man::prose("see `a --b`."), "see \\fBa \\-\\-b\\fR.");
}

TEST(ManCommand, PrintsAPageAndRefusesUnknownNames) {
  EXPECT_THAT(run_program({"man", "plan"}).output, testing::StartsWith(".TH PTYGER\\-PLAN 1 "));
  auto const unknown = run_program({"man", "plane"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.diagnostics, HasSubstr("no command 'plane'"));
  EXPECT_EQ(run_program({"man", "--write", "/nonexistent/folder"}).exit_code, 2);
}

}  // namespace
}  // namespace ptyger::test
