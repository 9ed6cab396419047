#include "app/shell/usage_problem.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <sstream>
#include <vector>

#include "app/shell/nearest_name.hpp"
#include "app/shell/option_values.hpp"

namespace ptyger::app {
namespace {

/// The first option in a message of the parser, such as `--crop: ...` or `... convert: --crop = ...`; null without one.
CLI::Option const* named_option(CLI::App const& command, std::string const& text) {
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (word.ends_with(':')) word.pop_back();
    for (auto const* option : command.get_options())
      if (option->get_name() == word) return option;
  }
  return nullptr;
}

/// An option as the help shows it: "--crop N", or "INPUT..." for an argument.
std::string usage_of(CLI::Option const& option) {
  if (option.get_positional()) return option.get_option_text();
  return fmt::format("{} {}", option.get_name(), option.get_option_text());
}

bool takes_whole_number(CLI::Option const& option) {
  auto const type = option.get_type_name();
  return type.starts_with("INT") || type.starts_with("UINT");
}

bool takes_number(CLI::Option const& option) {
  return option.get_type_name().starts_with("FLOAT") || takes_whole_number(option);
}

bool looks_like_option(std::string const& text) {
  bool const number = text.size() > 1 && (text[1] == '.' || std::isdigit(static_cast<unsigned char>(text[1])) != 0);
  return text.size() > 1 && text[0] == '-' && !number;
}

/// Whether a value is no number, but refuse_unusable_values() has no message for it.
bool is_other_word(std::string const& text) {
  double value = 0;
  return !text.empty() && !looks_like_option(text) && !CLI::detail::lexical_cast(text, value);
}

/// Why an option cannot have this number; empty: it can, or the parser has a message for it.
std::string number_problem(CLI::Option const& option, std::string const& text) {
  double value = 0;
  if (!takes_number(option) || !CLI::detail::lexical_cast(text, value)) return {};
  if (!std::isfinite(value)) return fmt::format("'{}' is not a finite number; give it as {}", text, usage_of(option));
  if (takes_whole_number(option) && (value != std::floor(value) || text.find_first_of(".eE") != std::string::npos))
    return fmt::format("'{}' is not a whole number; give it as {}", text, usage_of(option));
  bool const unsigned_number = option.get_type_name().starts_with("UINT");
  if (unsigned_number && value < 0) return fmt::format("{} is negative; give a number from 0 on", text);
  return {};
}

std::string not_a_number_problem(CLI::Option const& option) {
  return fmt::format("{}: '{}' is not a {}number; give it as {}", option.get_name(), fmt::join(option.results(), ","),
                     takes_whole_number(option) ? "whole " : "", usage_of(option));
}

}  // namespace

std::string option_problem(CLI::Option const& option, CLI::ParseError const& error) {
  auto const name = option.get_name();
  auto const usage = usage_of(option);
  auto const& given = option.results();
  switch (static_cast<CLI::ExitCodes>(error.get_exit_code())) {
    case CLI::ExitCodes::RequiredError:
      return fmt::format("{} is missing: {}", usage, brief(option.get_description()));
    case CLI::ExitCodes::ArgumentMismatch:
      if (given.empty()) return fmt::format("the value of {} is missing; give it as {}", name, usage);
      if (auto const needed = option.get_items_expected_min(); needed > 1)
        return fmt::format("{} needs {} values, {}, but was given {}: {}", name, needed, option.get_option_text(),
                           given.size(), fmt::join(given, ","));
      return fmt::format("{} was given {} value{}, {}; give it once, as {}", name, given.size(),
                         given.size() == 1 ? "" : "s", fmt::join(given, " "), usage);
    case CLI::ExitCodes::ConversionError:
      if (takes_value(option)) return not_a_number_problem(option);
      return fmt::format("{} takes no value; give it alone, or leave it out", name);
    case CLI::ExitCodes::ValidationError:
      if (takes_number(option) && std::any_of(given.begin(), given.end(), is_other_word))
        return not_a_number_problem(option);
      return error.what();
    default:
      return error.what();
  }
}

std::string usage_problem(CLI::App& program, CLI::ParseError const& error) {
  auto const parsed = program.get_subcommands();
  CLI::App const& used_command = parsed.empty() ? program : *parsed.front();
  auto const help = fmt::format("; see `ptyger {}--help`", parsed.empty() ? "" : used_command.get_name() + " ");
  auto unknown_words = program.remaining(true);
  std::erase(unknown_words, "--");  // the word that ends the options
  if (unknown_words.empty()) {
    auto const* const option = named_option(used_command, error.what());
    return (option == nullptr ? error.what() : option_problem(*option, error)) + help;
  }
  auto const& word = unknown_words.front();
  std::vector<std::string> known_words;
  for (auto const* option : used_command.get_options())
    for (auto const& name : option->get_lnames()) known_words.push_back("--" + name);
  for (auto const* command : used_command.get_subcommands({})) known_words.push_back(command->get_name());
  auto const* const kind = word.starts_with('-') ? "option" : parsed.empty() ? "command" : "argument";
  return fmt::format("there is no {} '{}'{}{}", kind, word, suggestion(word, known_words), help);
}

void refuse_unusable_values(CLI::App& command) {
  for (auto* option : command.get_options()) {
    if (option->get_positional() || !takes_value(*option)) continue;
    bool const files = values_of(command, *option).files;
    auto const check = [option, usage = usage_of(*option), files](std::string& text) -> std::string {
      if (text.empty()) return fmt::format("its value is empty; give {}", usage);
      if (auto problem = number_problem(*option, text); !problem.empty()) return problem;
      if (!looks_like_option(text)) return {};
      return fmt::format("its value is missing, as '{}' is an option; give {}{}", text, usage,
                         files ? fmt::format(", where ./{} is a file of that name", text) : "");
    };
    option->transform(CLI::Validator(check, ""));  // a transform runs before all checks
  }
}

}  // namespace ptyger::app
