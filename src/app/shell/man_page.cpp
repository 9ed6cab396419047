#include "app/shell/man_page.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <sstream>

#include "app/shell/add_options.hpp"
#include "app/shell/help_formatter.hpp"
#include "app/shell/man_text.hpp"
#include "app/shell/option_values.hpp"
#include "core/exit_code.hpp"
#include "ptyger/error.hpp"
#include "ptyger/version.hpp"

namespace ptyger::app {
namespace {

constexpr char const* man_examples =
    "# read the manual of a program that is not installed\n"
    "ptyger man reconstruct | man -l -\n"
    "# write ptyger.1 and a page for each command into a folder\n"
    "ptyger man --write share/man/man1";

using Entry = std::array<char const*, 2>;  // term and explanation

constexpr std::array files{
    Entry{"RESULT.h5",
          "A result: object, probe and positions in the product layout that pty-chi and ptychodus open. The group "
          "/ptyger describes the run; its options are TOML for --config."},
    Entry{"RESULT_phase.png, RESULT_amplitude.png, RESULT_probe.png, RESULT_convergence.png",
          "Pictures that are written beside a result."},
    Entry{"FILE.toml", "Options for --config, by their long names without dashes, or the description of a campaign."},
    Entry{"~/.cache/ptyger", "Measurements of FFTW on this machine; may be deleted at any time."}};

constexpr std::array environment{
    Entry{"PTYGER_CACHE", "The folder to use in place of ~/.cache/ptyger."},
    Entry{"XDG_CACHE_HOME", "The folder to use in place of ~/.cache."},
    Entry{"HOME", "The home folder ~."},
    Entry{"CUDA_VISIBLE_DEVICES", "The GPUs that may be used, as for any program with CUDA."},
    Entry{"TERM, NO_COLOR, COLUMNS", "How progress is shown: dumb means lines without a bar; no colours; the width."},
    Entry{"SLURM_JOB_ID, SLURM_RESTART_COUNT, PBS_JOBID",
          "Written into the claims of a campaign, so that a requeued job finds its own claims."}};

// Removes .PP after a heading, where a paragraph begins anyway.
std::string without_empty_paragraphs(std::string const& text) {
  std::string out;
  bool heading = false;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line); heading = line.rfind(".S", 0) == 0)
    if (!heading || line != ".PP") out += line + "\n";
  return out;
}

template <std::size_t N>
std::string entries(std::array<Entry, N> const& list) {
  std::string text;
  for (auto const& [term, explanation] : list) text += man::entry(man::bold(term), explanation);
  return text;
}

// "ptyger plan" or "ptyger-plan"; only "ptyger" for the program.
std::string full_name(CLI::App const& command, char const* separator) {
  return command.get_parent() == nullptr ? command.get_name()
                                         : command.get_parent()->get_name() + separator + command.get_name();
}

std::string without_full_stop(std::string text) {
  if (!text.empty() && text.back() == '.') text.pop_back();
  return text;
}

std::string term(CLI::Option const& option) {
  std::string names;
  for (auto const& name : names_of(option)) names += (names.empty() ? "" : ", ") + man::bold(name);
  if (option.get_option_text().empty()) return names;
  return names + (names.empty() ? "" : " ") + man::italic(option.get_option_text());
}

std::string synopsis(CLI::App const& command) {
  auto text = man::bold(full_name(command, " "));
  if (!command.get_subcommands({}).empty())
    return text + " " + man::italic("COMMAND") + " [" + man::italic("OPTION") + "]...";
  text += " [" + man::italic("OPTION") + "]...";
  for (auto const* argument : shown_arguments(command)) text += " " + man::italic(argument->get_option_text());
  for (auto const* option : shown_options(command))
    if (option->get_required())
      text += " " + man::bold(names_of(*option).front()) + " " + man::italic(option->get_option_text());
  return text;
}

std::string option_entry(CLI::Option const& option) {
  auto text = option.get_description();
  if (option.get_required()) text += " (required)";
  if (!option.get_default_str().empty()) text += " (default: `" + option.get_default_str() + "`)";
  return man::entry(term(option), text);
}

std::string options(CLI::App const& command) {
  auto text = man::section("OPTIONS");
  for (auto const& group : option_groups(command)) {
    text += man::subsection(group);
    for (auto const* option : command.get_options())
      if (option->get_group() == group) text += option_entry(*option);
  }
  return text;
}

std::string command_list(CLI::App const& program) {
  auto text = man::section("COMMANDS");
  for (auto const* command : program.get_subcommands({}))
    text += man::entry(man::bold(full_name(*command, "-")) + "(1)", command->get_description());
  return text;
}

// A line of a section of the help's footer, without its indentation: in Examples a comment or a call, else a term with
// its explanation.
std::string footer_line(std::string const& title, std::string const& line) {
  if (title == "Examples") return line.rfind("# ", 0) == 0 ? man::paragraph(line.substr(2)) : man::verbatim(line);
  auto const end = line.find("  ");
  if (end == std::string::npos) return man::paragraph(line);
  return man::entry(man::bold(line.substr(0, end)), line.substr(line.find_first_not_of(' ', end)));
}

// The footer of the help as roff. A section is a line "TITLE:" and the indented lines after it.
struct Footer {
  std::string preface;   // lines outside of sections
  std::string sections;  // all sections
};

Footer footer(CLI::App const& command) {
  Footer result;
  std::string title;
  std::istringstream lines(command.get_footer());
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("  ", 0) == 0) {
      result.sections += footer_line(title, line.substr(2));
    } else if (!line.empty() && line.back() == ':') {
      title = line.substr(0, line.size() - 1);
      std::string heading = title == "Exit codes" ? "EXIT STATUS" : title;
      std::transform(heading.begin(), heading.end(), heading.begin(),
                     [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
      result.sections += man::section(heading);
    } else if (!line.empty()) {
      result.preface += man::paragraph(line);
    }
  }
  return result;
}

std::string see_also(CLI::App const& command) {
  auto const* program = command.get_parent() == nullptr ? &command : command.get_parent();
  auto text = man::section("SEE ALSO");
  std::vector<std::string> pages;
  if (program != &command) pages.push_back(program->get_name());
  for (auto const* other : program->get_subcommands({}))
    if (other != &command) pages.push_back(full_name(*other, "-"));
  for (auto const& page : pages) text += man::bold(page) + "(1)" + (page == pages.back() ? "\n" : ",\n");
  return text;
}

void write_page(std::string const& folder, CLI::App const& command) {
  auto const path = folder + "/" + full_name(command, "-") + ".1";
  std::ofstream file(path);
  file << man_page(command);
  file.close();
  if (!file) throw InputError(path + ": cannot be written; make the folder first, or name another one by --write");
}

core::ExitCode run(CLI::App const& program, std::string const& name, std::string const& folder) {
  auto const all = program.get_subcommands({});
  if (!folder.empty()) {
    write_page(folder, program);
    for (auto const* command : all) write_page(folder, *command);
    return core::ExitCode::ok;
  }
  auto const has_name = [&](auto const* command) { return command->get_name() == name; };
  auto const found = std::find_if(all.begin(), all.end(), has_name);
  if (!name.empty() && found == all.end())
    throw InputError("there is no command '" + name + "'; `ptyger --help` lists them");
  fmt::print("{}", man_page(name.empty() ? program : **found));
  return core::ExitCode::ok;
}

}  // namespace

std::string man_page(CLI::App const& command) {
  auto const name = full_name(command, "-");
  auto const summary = without_full_stop(command.get_description());
  auto const [preface, sections] = footer(command);
  std::string title = name;
  std::transform(title.begin(), title.end(), title.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
  auto text = fmt::format(".TH {} 1 \"\" \"PtyGer {}\" \"PtyGer Manual\"\n", man::literal(title), version());
  text += man::section("NAME") + man::literal(name) + " \\- " + man::prose(summary) + "\n";
  text += man::section("SYNOPSIS") + synopsis(command) + "\n";
  text += man::section("DESCRIPTION") + man::paragraph(summary + ".") + preface;
  if (command.get_parent() == nullptr) text += command_list(command);
  text += options(command) + sections;
  if (command.get_parent() == nullptr) text += man::section("FILES") + entries(files);
  if (command.get_parent() == nullptr) text += man::section("ENVIRONMENT") + entries(environment);
  return without_empty_paragraphs(text + see_also(command));
}

void add_man(CLI::App& program, Invocation& chosen) {
  auto& command = add_command(program, {"man", "Print the manual page of the program or of a command", man_examples});
  auto const name = std::make_shared<std::string>();
  auto const folder = std::make_shared<std::string>();
  add_options(
      command,
      core::in_group("Output", {{"command", name.get(), "Command to explain; without it the program", "[COMMAND]"},
                                {"--write", folder.get(), "Write all pages into this folder instead", "DIR"}}));
  command.callback(
      [&, name, folder] { chosen.run = [&program, name, folder] { return run(program, *name, *folder); }; });
}

}  // namespace ptyger::app
