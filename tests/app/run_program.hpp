#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

namespace ptyger::test {

/// Exit code and output of a program.
struct ProgramRun {
  int exit_code = -1;       ///< 128 + the number of the signal when a signal ended the program
  std::string output;       ///< stdout
  std::string diagnostics;  ///< stderr
};

namespace detail {

struct Child {
  pid_t id = -1;
  std::array<int, 2> streams{-1, -1};  // read ends of stdout and stderr
};

/// Starts a command, which is found as by a shell. words: the command and its arguments.
inline Child start(std::vector<std::string> const& words) {
  std::array<std::array<int, 2>, 2> pipes{};
  for (auto& ends : pipes)
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe could be made");
  std::vector<char*> pointers;
  for (auto const& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  auto const id = fork();
  if (id == 0) {
    dup2(pipes[0][1], STDOUT_FILENO);
    dup2(pipes[1][1], STDERR_FILENO);
    execvp(pointers.front(), pointers.data());
    _exit(127);
  }
  for (auto& ends : pipes) close(ends[1]);
  return {id, {pipes[0][0], pipes[1][0]}};
}

/// Appends the available output of a stream to `text`; false at the end of the stream.
inline bool read_some(int stream, std::string& text) {
  std::array<char, 4096> block{};
  auto const count = ::read(stream, block.data(), block.size());
  if (count > 0) text.append(block.data(), static_cast<std::size_t>(count));
  return count > 0;
}

}  // namespace detail

/// Runs a command whose stderr is no terminal. `signal` is sent when the first of `cues` appears in stderr, and again
/// for each further cue that appears after the cue before.
inline ProgramRun run_command(std::vector<std::string> const& words, std::vector<std::string> cues = {},
                              int signal = SIGINT) {
  auto const child = detail::start(words);
  ProgramRun run;
  std::array<std::string*, 2> const texts{&run.output, &run.diagnostics};
  std::array<pollfd, 2> streams{pollfd{child.streams[0], POLLIN, 0}, pollfd{child.streams[1], POLLIN, 0}};
  std::size_t searched_length = 0;  // letters of stderr up to the end of the latest cue
  while (streams[0].fd >= 0 || streams[1].fd >= 0) {
    poll(streams.data(), streams.size(), -1);
    for (std::size_t i = 0; i < streams.size(); ++i) {
      if (streams[i].fd < 0 || streams[i].revents == 0 || detail::read_some(streams[i].fd, *texts[i])) continue;
      close(streams[i].fd);
      streams[i].fd = -1;
    }
    if (cues.empty()) continue;
    auto const at = run.diagnostics.find(cues.front(), searched_length);
    if (at == std::string::npos) continue;
    searched_length = at + cues.front().size();
    cues.erase(cues.begin());
    kill(child.id, signal);
  }
  int status = 0;
  waitpid(child.id, &status, 0);
  run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return run;
}

/// Runs the built `ptyger` with these arguments, as run_command() does.
inline ProgramRun run_program(std::vector<std::string> arguments, std::vector<std::string> const& cues = {},
                              int signal = SIGINT) {
  arguments.insert(arguments.begin(), PTYGER_PROGRAM);
  return run_command(arguments, cues, signal);
}

/// Runs the built `ptyger` with several MPI ranks, as run_command() does; also as root and with fewer cores than ranks.
inline ProgramRun run_ranks(int ranks, std::vector<std::string> arguments, std::vector<std::string> const& cues = {},
                            int signal = SIGINT) {
  for (auto const* name : {"OMPI_ALLOW_RUN_AS_ROOT", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM",
                           "OMPI_MCA_rmaps_base_oversubscribe", "OMPI_MCA_mpi_yield_when_idle"})
    setenv(name, "1", 1);
  setenv("OMPI_MCA_hwloc_base_binding_policy", "none", 1);
  arguments.insert(arguments.begin(), {PTYGER_MPIRUN, "-n", std::to_string(ranks), PTYGER_PROGRAM});
  return run_command(arguments, cues, signal);
}

/// Sorted names of all entries of a folder, with hidden ones.
inline std::vector<std::string> entries(std::string const& folder) {
  std::vector<std::string> names;
  for (auto const& entry : std::filesystem::directory_iterator(folder)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace ptyger::test
