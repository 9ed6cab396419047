#include "app/shell/option_values.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>

namespace ptyger::app {
namespace {

// Whether an item of a placeholder is a word that is typed as it is: it has small and no capital letters.
bool is_word(std::string const& text) {
  auto const small = [](unsigned char letter) { return std::islower(letter) != 0; };
  auto const capital = [](unsigned char letter) { return std::isupper(letter) != 0; };
  return std::any_of(text.begin(), text.end(), small) && std::none_of(text.begin(), text.end(), capital);
}

std::vector<CLI::Option const*> shown_by_help(CLI::App const& command, bool arguments) {
  std::vector<CLI::Option const*> found;
  for (auto const* option : command.get_options())
    if (option->get_positional() == arguments && !option->get_group().empty()) found.push_back(option);
  return found;
}

}  // namespace

OptionValues values_of(CLI::App const& command, CLI::Option const& option) {
  OptionValues values;
  if (!takes_value(option)) return values;
  std::istringstream items(option.get_option_text());
  // A placeholder in capital letters stands for a file, except for numbers: one letter, or a type that is not TEXT.
  bool const text = option.get_type_name().rfind("TEXT", 0) == 0;
  for (std::string item; std::getline(items, item, '|');) {
    if (item.find("COMMAND") != std::string::npos) {
      for (auto const* other : command.get_parent()->get_subcommands({})) values.words.push_back(other->get_name());
    } else if (is_word(item)) {
      values.words.push_back(item);
    } else {
      values.files = values.files || (text && item.size() > 1);
    }
  }
  return values;
}

bool takes_value(CLI::Option const& option) {
  return option.get_expected_max() > 0;
}

std::vector<std::string> names_of(CLI::Option const& option) {
  std::vector<std::string> names;
  if (option.get_positional()) return names;
  for (auto const& name : option.get_snames()) names.push_back("-" + name);
  for (auto const& name : option.get_lnames()) names.push_back("--" + name);
  return names;
}

std::vector<CLI::Option const*> shown_options(CLI::App const& command) {
  return shown_by_help(command, false);
}

std::vector<CLI::Option const*> shown_arguments(CLI::App const& command) {
  return shown_by_help(command, true);
}

std::string brief(std::string const& description) {
  return description.substr(0, std::min(description.find("; "), description.find(". ")));
}

}  // namespace ptyger::app
