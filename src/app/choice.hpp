#pragma once

#include <CLI/CLI.hpp>
#include <array>
#include <string>
#include <vector>

#include "app/shell/nearest_name.hpp"

namespace ptyger::app {

/// One word of the command line and what it stands for.
template <class Value>
struct Choice {
  char const* name;
  Value value;
};

/// The word for a value; empty when it has none.
template <class Value, std::size_t N>
std::string choice_name(std::array<Choice<Value>, N> const& choices, Value value) {
  for (auto const& choice : choices)
    if (choice.value == value) return choice.name;
  return {};
}

/// Adds an option that takes one of a few words; the present value of `target` is its default.
/// `target` and `choices` must outlive parsing.
template <class Value, std::size_t N>
CLI::Option* add_choice(CLI::App& command, std::string const& name, Value& target,
                        std::array<Choice<Value>, N> const& choices, std::string const& description) {
  std::vector<std::string> words;
  for (auto const& choice : choices) words.emplace_back(choice.name);
  auto const read = [&target, &choices, words, name](std::string const& text) {
    for (auto const& choice : choices)
      if (text == choice.name) {
        target = choice.value;
        return;
      }
    throw CLI::ValidationError(
        name, "'" + text + "' is not one of " + CLI::detail::join(words, ", ") + suggestion(text, words));
  };
  return command.add_option_function<std::string>(name, read, description)
      ->option_text(CLI::detail::join(words, "|"))
      ->default_str(choice_name(choices, target));
}

}  // namespace ptyger::app
