#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/shell/completion.hpp"
#include "app/shell/option_values.hpp"

namespace ptyger::app {
namespace {

// Text between single quotes of fish.
std::string single_quoted(std::string const& text) {
  std::string out = "'";
  for (char const letter : text) {
    if (letter == '\'' || letter == '\\') out += '\\';
    out += letter;
  }
  return out + "'";
}

// Options of `complete` for the values of an option or argument: words (-a), and files (-F) or none (-f).
std::string values(OptionValues const& values) {
  auto const words =
      values.words.empty() ? "" : " -a " + single_quoted(fmt::format("{}", fmt::join(values.words, " ")));
  return (values.files ? " -F" : " -f") + words;
}

std::string option_lines(CLI::App const& command, std::string const& condition) {
  std::string text;
  for (auto const* option : shown_options(command)) {
    text += "complete -c ptyger -n " + single_quoted(condition);
    for (auto const& name : option->get_snames()) text += " -s " + name;
    for (auto const& name : option->get_lnames()) text += " -l " + name;
    if (takes_value(*option)) text += " -r" + values(values_of(command, *option));
    text += " -d " + single_quoted(brief(option->get_description())) + "\n";
  }
  for (auto const* argument : shown_arguments(command))
    text += "complete -c ptyger -n " + single_quoted(condition) + values(values_of(command, *argument)) + "\n";
  return text;
}

}  // namespace

std::string fish_completion(CLI::App const& program) {
  std::string text =
      "# fish completion of ptyger, printed by `ptyger completion fish`\n"
      "complete -c ptyger -f\n";
  for (auto const* command : program.get_subcommands({}))
    text += "complete -c ptyger -n __fish_use_subcommand -a " + command->get_name() + " -d " +
            single_quoted(command->get_description()) + "\n";
  text += option_lines(program, "__fish_use_subcommand");
  for (auto const* command : program.get_subcommands({}))
    text += option_lines(*command, "__fish_seen_subcommand_from " + command->get_name());
  return text;
}

}  // namespace ptyger::app
