#include "core/interrupt.hpp"

#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstring>
#include <string>

#include "core/exit_code.hpp"
#include "ptyger/error.hpp"

namespace ptyger::core {
namespace {

enum class EntryState : int { free, filling, used };

/// A place in the table of registered temporary files.
struct Entry {
  std::atomic<EntryState> state{EntryState::free};
  std::array<char, 4096> path{};  // NUL-terminated
};

std::array<Entry, 16> entries;
std::atomic<bool> graceful{false};              // a GracefulInterrupt exists
std::atomic<bool> is_protected{false};          // GracefulInterrupt::protect()
std::atomic<Interrupt> cause{Interrupt::none};  // origin of the first signal while it exists
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<EntryState>::is_always_lock_free &&
              std::atomic<Interrupt>::is_always_lock_free);

/// Exit code when a signal of the batch system ends the process.
std::atomic<int> batch_exit_code{static_cast<int>(ExitCode::interrupted)};

// The next two functions run in a signal handler and make only async-signal-safe calls (signal-safety(7)).
[[noreturn]] void stop_at_once(int signal) {
  for (auto& entry : entries)
    if (entry.state.load() == EntryState::used) unlink(entry.path.data());
  _exit(signal == SIGINT ? static_cast<int>(ExitCode::interrupted) : batch_exit_code.load());
}

void on_signal(int signal) {
  if (!graceful.load()) stop_at_once(signal);
  auto before = Interrupt::none;
  bool const is_first_signal =
      cause.compare_exchange_strong(before, signal == SIGINT ? Interrupt::user : Interrupt::batch_system);
  if (signal != SIGINT || is_protected.load()) return;
  if (!is_first_signal) stop_at_once(signal);
  static constexpr char message[] = "\nptyger: stopping after this iteration; once more to stop at once\n";
  [[maybe_unused]] auto const written = ::write(STDERR_FILENO, message, sizeof message - 1);
}

}  // namespace

void install_interrupt_handler() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (int const signal : {SIGINT, SIGTERM, SIGUSR1}) sigaction(signal, &action, nullptr);
  struct sigaction before {};
  sigaction(SIGHUP, nullptr, &before);
  if (before.sa_handler != SIG_IGN) sigaction(SIGHUP, &action, nullptr);  // nohup ignores it
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, nullptr);
  sigaction(SIGXFSZ, &action, nullptr);  // a limit of file sizes is an error of the file
}

void batch_system_may_run_again() noexcept {
  batch_exit_code = static_cast<int>(ExitCode::stopped_by_batch_system);
}

Interrupt interrupt_cause() noexcept {
  return cause.load();
}

bool interrupt_came() noexcept {
  return interrupt_cause() != Interrupt::none;
}

void stop_if_interrupted() {
  if (interrupt_came()) throw Interrupted();
}

GracefulInterrupt::GracefulInterrupt() noexcept {
  cause = Interrupt::none;
  graceful = true;
}

void GracefulInterrupt::protect(bool on) noexcept {
  is_protected = on;
}

GracefulInterrupt::~GracefulInterrupt() {
  is_protected = false;
  graceful = false;
  cause = Interrupt::none;
}

TemporaryFile::TemporaryFile(std::filesystem::path const& path) {
  auto const text = std::filesystem::absolute(path).string();
  if (text.size() >= entries[0].path.size()) throw InputError(text + ": the path is longer than 4095 bytes");
  for (std::size_t i = 0; i < entries.size(); ++i) {
    auto expected = EntryState::free;
    if (!entries[i].state.compare_exchange_strong(expected, EntryState::filling)) continue;
    std::memcpy(entries[i].path.data(), text.c_str(), text.size() + 1);
    entries[i].state = EntryState::used;
    entry_ = static_cast<int>(i);
    return;
  }
  throw CallError(text + ": more than 16 unfinished files at a time");
}

TemporaryFile::~TemporaryFile() {
  entries[static_cast<std::size_t>(entry_)].state = EntryState::free;
}

}  // namespace ptyger::core
