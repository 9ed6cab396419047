#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/shell/completion.hpp"
#include "app/shell/option_values.hpp"

namespace ptyger::app {
namespace {

// Lines of a case statement: the words that may follow each option with a value.
std::string value_cases(CLI::App const& command, std::string const& name) {
  std::string text;
  for (auto const* option : shown_options(command)) {
    if (!takes_value(*option)) continue;
    auto const values = values_of(command, *option);
    std::vector<std::string> patterns;
    for (auto const& word : names_of(*option)) patterns.push_back(fmt::format("'{} {}'", name, word));
    text += fmt::format("    {}) words='{}'{} ;;\n", fmt::join(patterns, " | "), fmt::join(values.words, " "),
                        values.files ? " files=yes" : "");
  }
  return text;
}

// A line of a case statement: all options of a command.
std::string option_case(CLI::App const& command, std::string const& name) {
  std::vector<std::string> words;
  for (auto const* option : shown_options(command))
    for (auto const& word : names_of(*option)) words.push_back(word);
  return fmt::format("        '{}') words='{}' ;;\n", name, fmt::join(words, " "));
}

// A line of a case statement: the words that may stand for an argument of a command.
std::string argument_case(CLI::App const& command, std::string const& name) {
  std::vector<std::string> words;
  bool files = false;
  for (auto const* other : command.get_subcommands({})) words.push_back(other->get_name());
  for (auto const* argument : shown_arguments(command)) {
    auto const values = values_of(command, *argument);
    words.insert(words.end(), values.words.begin(), values.words.end());
    files = files || values.files;
  }
  return fmt::format("        '{}') words='{}'{} ;;\n", name, fmt::join(words, " "), files ? " files=yes" : "");
}

}  // namespace

std::string bash_completion(CLI::App const& program) {
  auto values = value_cases(program, "");
  auto options = option_case(program, "");
  auto arguments = argument_case(program, "");
  for (auto const* command : program.get_subcommands({})) {
    values += value_cases(*command, command->get_name());
    options += option_case(*command, command->get_name());
    arguments += argument_case(*command, command->get_name());
  }
  return "# bash completion of ptyger, printed by `ptyger completion bash`\n"
         "_ptyger() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command= words= files=\n"
         "  ((COMP_CWORD < 2)) || command=${COMP_WORDS[1]}\n"
         "  # --option=value is three words\n"
         "  if [[ $word == = ]]; then\n"
         "    word=\n"
         "  elif [[ $before == = ]]; then\n"
         "    before=${COMP_WORDS[COMP_CWORD - 2]}\n"
         "  fi\n"
         "  case \"$command $before\" in\n" +
         values +
         "    *)\n"
         "      [[ $word != -* ]] || case $command in\n" +
         options +
         "      esac\n"
         "      [[ $word == -* ]] || case $command in\n" +
         arguments +
         "      esac\n"
         "      ;;\n"
         "  esac\n"
         "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\"; [[ -z $files ]] || compgen -f -- \"$word\")\n"
         "  [[ -z $files ]] || compopt -o filenames 2>/dev/null || true\n"
         "}\n"
         "complete -F _ptyger ptyger\n";
}

}  // namespace ptyger::app
