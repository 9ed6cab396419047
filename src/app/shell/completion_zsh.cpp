#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/shell/completion.hpp"
#include "app/shell/option_values.hpp"

namespace ptyger::app {
namespace {

// Text between single quotes of the shell, with a backslash before each of the letters in `special`.
std::string quoted(std::string const& text, std::string const& special) {
  std::string out;
  for (char const letter : text) {
    if (letter == '\'')
      out += "'\\'";
    else if (special.find(letter) != std::string::npos)
      out += '\\';
    out += letter;
  }
  return out;
}

// The part ":message:action" of a specification of _arguments; empty for an option without a value.
std::string value(CLI::App const& command, CLI::Option const& option) {
  if (!takes_value(option)) return {};
  auto const values = values_of(command, option);
  auto const words = fmt::format("{}", fmt::join(values.words, " "));
  std::string action = "( )";
  if (values.files) action = words.empty() ? "_files" : " _ptyger_words_or_files " + words;
  if (!values.files && !words.empty()) action = "(" + words + ")";
  return ":" + quoted(option.get_option_text(), ":\\") + ":" + action;
}

// The specification of an option for _arguments: its names, its help in brackets, its value.
std::string option_line(CLI::App const& command, CLI::Option const& option) {
  auto const names = names_of(option);
  auto const text = "'[" + quoted(brief(option.get_description()), "[]\\:") + "]" + value(command, option) + "'";
  std::vector<std::string> forms;
  for (auto const& name : names)
    forms.push_back(name + (!takes_value(option) ? "" : name.rfind("--", 0) == 0 ? "=" : "+"));
  if (names.size() == 1) return forms.front() + text;
  return fmt::format("'({})'{{{}}}{}", fmt::join(names, " "), fmt::join(forms, ","), text);
}

std::string arguments(CLI::App const& command) {
  std::string text;
  for (auto const* option : shown_options(command)) text += " \\\n        " + option_line(command, *option);
  for (auto const* argument : shown_arguments(command))
    text +=
        " \\\n        '" + std::string(argument->get_expected_max() > 1 ? "*" : "") + value(command, *argument) + "'";
  return text + "\n";
}

}  // namespace

std::string zsh_completion(CLI::App const& program) {
  std::string commands;
  std::string cases;
  for (auto const* command : program.get_subcommands({})) {
    commands += "    '" + command->get_name() + ":" + quoted(command->get_description(), ":\\") + "'\n";
    cases += "    " + command->get_name() + ")\n      _arguments -s" + arguments(*command) + "      ;;\n";
  }
  return "#compdef ptyger\n"
         "# zsh completion of ptyger, printed by `ptyger completion zsh`\n"
         "_ptyger_words_or_files() { _alternative \"words:word:($*)\" 'files:file:_files' }\n"
         "_ptyger() {\n"
         "  local -a commands=(\n" +
         commands +
         "  )\n"
         "  if (( CURRENT == 2 )); then\n"
         "    _describe command commands\n"
         "    _arguments" +
         arguments(program) +
         "    return\n"
         "  fi\n"
         "  shift words\n"
         "  (( CURRENT-- ))\n"
         "  case $words[1] in\n" +
         cases +
         "  esac\n"
         "}\n"
         "if [[ $funcstack[1] == _ptyger ]]; then\n"
         "  _ptyger \"$@\"\n"
         "else\n"
         "  compdef _ptyger ptyger\n"
         "fi\n";
}

}  // namespace ptyger::app
