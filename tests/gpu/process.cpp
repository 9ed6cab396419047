#include "tests/gpu/process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace ptyger::gpu_checks {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

int open_log(std::string const& path) {
  int const file = open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0644);
  if (file < 0) throw std::runtime_error("cannot write " + path);
  return file;
}

std::string content(std::string const& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

/// Starts a command in a process group of its own.
pid_t start(std::vector<std::string> const& words, std::string const& log) {
  int const output = open_log(log + ".out");
  int const diagnostics = open_log(log + ".err");
  std::vector<char*> pointers;
  for (auto const& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  auto const id = fork();
  if (id == 0) {
    setpgid(0, 0);
    dup2(output, STDOUT_FILENO);
    dup2(diagnostics, STDERR_FILENO);
    execvp(pointers.front(), pointers.data());
    _exit(127);
  }
  close(output);
  close(diagnostics);
  if (id < 0) throw std::runtime_error("no process can be started");
  return id;
}

}  // namespace

Ended run(std::vector<std::string> const& words, std::string const& log, double seconds) {
  auto const begin = Clock::now();
  auto const id = start(words, log);
  Ended ended;
  int status = 0;
  while (waitpid(id, &status, WNOHANG) == 0) {
    if (seconds_since(begin) > seconds && !ended.timed_out) {
      ended.timed_out = true;
      kill(-id, SIGTERM);
    }
    if (seconds_since(begin) > seconds + 2) kill(-id, SIGKILL);
    std::this_thread::sleep_for(5ms);
  }
  kill(-id, SIGKILL);  // what it left behind
  ended.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  ended.seconds = seconds_since(begin);
  ended.output = content(log + ".out");
  ended.diagnostics = content(log + ".err");
  return ended;
}

std::string find_program(std::string const& name, std::vector<std::string> const& more) {
  char const* const path = std::getenv("PATH");
  std::stringstream folders(path == nullptr ? "" : path);
  std::vector<std::string> all;
  for (std::string folder; std::getline(folders, folder, ':');) all.push_back(folder);
  all.insert(all.end(), more.begin(), more.end());
  for (auto& folder : all)
    if (access(folder.append("/").append(name).c_str(), X_OK) == 0) return folder;
  return {};
}

}  // namespace ptyger::gpu_checks
