#include "app/shell/completion.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <memory>

#include "app/shell/add_options.hpp"
#include "core/exit_code.hpp"

namespace ptyger::app {
namespace {

constexpr char const* completion_examples =
    "# in ~/.bashrc\n"
    "source <(ptyger completion bash)\n"
    "# zsh, in a folder of $fpath\n"
    "ptyger completion zsh > ~/.zfunc/_ptyger\n"
    "# fish\n"
    "ptyger completion fish > ~/.config/fish/completions/ptyger.fish";

/// Makes the completion script of one shell from the options of the program.
using Shell = std::string (*)(CLI::App const&);
constexpr std::array<Word<Shell>, 3> shells{
    {{"bash", bash_completion}, {"zsh", zsh_completion}, {"fish", fish_completion}}};

}  // namespace

void add_completion(CLI::App& program, Invocation& chosen) {
  auto& command = add_command(
      program, {"completion", "Print a script that completes commands and options in a shell", completion_examples});
  auto const shell = std::make_shared<Shell>(nullptr);
  add_options(
      command,
      core::in_group(
          "Output",
          {{.names = "shell", .value = core::choice(*shell, shells), .help = "Shell to write for", .required = true}}));
  command.callback([&, shell] {
    chosen.run = [&program, shell] {
      fmt::print("{}", (*shell)(program));
      return core::ExitCode::ok;
    };
  });
}

}  // namespace ptyger::app
