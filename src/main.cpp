#include <poll.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <Kokkos_Core.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "app/command.hpp"
#include "app/shell/usage_problem.hpp"
#include "core/exit_code.hpp"
#include "core/interrupt.hpp"
#include "core/log.hpp"
#include "device/topology.hpp"
#include "ptyger/error.hpp"

namespace {

ptyger::core::ExitCode run(ptyger::app::Invocation const& chosen) {
  std::optional<Kokkos::ScopeGuard> kokkos;
  if (chosen.needs_kokkos) {
    ptyger::device::require_usable_gpu(ptyger::device::usable_gpus());
    kokkos.emplace(Kokkos::InitializationSettings().set_num_threads(1).set_disable_warnings(true));
  }
  return chosen.run();
}

/// The words behind the name of the program, the last first; "help COMMAND" becomes "COMMAND --help", and a wrong
/// COMMAND an unknown one.
std::vector<std::string> reversed_words(CLI::App const& program, int argc, char** argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  if (!words.empty() && words.front() == "help") {
    words.erase(words.begin());
    auto const is_named = [&](CLI::App const* command) { return command->check_name(words.front()); };
    if (words.empty() || !program.get_subcommands(is_named).empty()) words.emplace_back("--help");
  }
  std::reverse(words.begin(), words.end());
  return words;
}

ptyger::core::ExitCode parse_and_run(int argc, char** argv) {
  CLI::App program;
  ptyger::app::Invocation chosen;
  for (int i = 0; i < argc; ++i) chosen.command_line += (i == 0 ? "" : " ") + std::string(argv[i]);
  ptyger::app::add_commands(program, chosen);
  try {
    program.parse(reversed_words(program, argc, argv));
  } catch (CLI::ParseError const& error) {
    if (error.get_exit_code() == 0) {  // help and version
      program.exit(error);
      return ptyger::core::ExitCode::ok;
    }
    throw ptyger::InputError(ptyger::app::usage_problem(program, error));
  }
  if (!chosen.run) throw ptyger::InputError("a command is missing; `ptyger --help` lists them");
  return run(chosen);
}

/// Whether nobody reads the standard output any more: a pipe that `head` has left, or a terminal that was closed.
bool reader_has_gone() {
  pollfd output{STDOUT_FILENO, POLLOUT, 0};
  return poll(&output, 1, 0) == 1 && (output.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
}

/// Flushes the standard output. The exit code `code`, or bad_input when the output could not be written, for example on
/// a full disk.
ptyger::core::ExitCode flush_output(ptyger::core::ExitCode code) {
  if ((std::fflush(stdout) == 0 && std::ferror(stdout) == 0) || reader_has_gone()) return code;
  ptyger::core::log_error("the standard output could not be written; is its disk full?");
  bool const stopped =
      code == ptyger::core::ExitCode::interrupted || code == ptyger::core::ExitCode::stopped_by_batch_system;
  return stopped ? code : ptyger::core::ExitCode::bad_input;
}

}  // namespace

int main(int argc, char** argv) {
  auto code = ptyger::core::ExitCode::failed;
  try {
    ptyger::core::install_interrupt_handler();
    code = parse_and_run(argc, argv);
  } catch (ptyger::InputError const& error) {
    ptyger::core::log_error(error.what());
    code = ptyger::core::ExitCode::bad_input;
  } catch (std::bad_alloc const&) {
    ptyger::core::log_error("out of memory; try --memory-strategy recompute, or fewer probe modes");
  } catch (std::exception const& error) {
    ptyger::core::log_error(error.what());
  }
  return static_cast<int>(flush_output(code));
}
