#include "app/shell/help_formatter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace ptyger::app {
namespace {

constexpr std::size_t columns = 80;
constexpr std::size_t indent = 26;

// An entry of the help in two columns: the term, then its explanation in lines that are broken between words.
std::string entry(std::string const& help_term, std::string const& explanation) {
  std::string text = "  " + help_term;
  std::string line;
  std::istringstream words(explanation);
  bool beside_term = text.size() + 2 <= indent;
  auto const flush = [&] {
    if (beside_term)
      text.append(indent - text.size(), ' ');
    else
      text += "\n" + std::string(indent, ' ');
    text += line;
    beside_term = false;
    line.clear();
  };
  for (std::string word; std::getline(words, word, ' '); line += (line.empty() ? "" : " ") + word)
    if (!line.empty() && indent + line.size() + 1 + word.size() > columns) flush();
  if (!line.empty()) flush();
  std::replace(text.begin(), text.end(), '\f', ' ');
  return text + "\n";
}

std::string help_term(CLI::Option const& option) {
  if (option.get_positional()) return option.get_option_text();
  auto names = std::string(option.get_snames().empty() ? "    " : "-" + option.get_snames().front() + ", ");
  names += "--" + option.get_lnames().front();
  return option.get_option_text().empty() ? names : names + " " + option.get_option_text();
}

std::string explanation(CLI::Option const& option) {
  auto text = option.get_description();
  if (option.get_required()) text += " (required)";
  // \f: a blank at which no line is broken
  if (!option.get_default_str().empty()) text += " (default:\f" + option.get_default_str() + ")";
  return text;
}

std::string usage(CLI::App const& command) {
  auto text = "Usage: " + (command.get_parent() ? command.get_parent()->get_name() + " " : "") + command.get_name();
  if (!command.get_subcommands({}).empty()) return text + " COMMAND [OPTION]... [ARGUMENT]...\n";
  text += " [OPTION]...";
  for (auto const* option : command.get_options())
    if (option->get_positional()) text += " " + option->get_option_text();
  for (auto const* option : command.get_options())
    if (option->get_required() && !option->get_positional())
      text +=
          (option->get_snames().empty() ? " --" + option->get_lnames().front() : " -" + option->get_snames().front()) +
          " " + option->get_option_text();
  return text + "\n";
}

}  // namespace

std::vector<std::string> option_groups(CLI::App const& command) {
  auto groups = command.get_groups();
  std::erase(groups, std::string());
  std::stable_partition(groups.begin(), groups.end(), [](auto const& group) { return group != "General"; });
  return groups;
}

std::string HelpFormatter::make_help(CLI::App const* command, std::string, CLI::AppFormatMode mode) const {
  auto text = fmt::format("{}\n\n{}", command->get_description(), usage(*command));
  if (auto const commands = command->get_subcommands({}); !commands.empty()) {
    text += "\nCommands:\n";
    for (auto const* sub : commands) text += entry(sub->get_name(), sub->get_description());
  }
  bool const is_short = !common_.empty() && mode != CLI::AppFormatMode::All;
  std::size_t left_out = 0;
  for (auto const& group : option_groups(*command)) {
    std::string entries;
    for (auto const* option : command->get_options()) {
      if (option->get_group() != group) continue;
      bool const is_shown = !is_short || group == "General" || common_.contains(option->get_name());
      if (is_shown)
        entries += entry(help_term(*option), explanation(*option));
      else
        ++left_out;
    }
    if (!entries.empty()) text += "\n" + group + ":\n" + entries;
  }
  if (left_out > 0) text += fmt::format("\n{} more options: `ptyger {} --help-all`\n", left_out, command->get_name());
  return text + "\n" + command->get_footer() + "\n";
}

}  // namespace ptyger::app
