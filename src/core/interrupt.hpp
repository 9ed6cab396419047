#pragma once

#include <filesystem>
#include <stdexcept>

namespace ptyger::core {

/// Who asked the process to end: somebody at the keyboard (SIGINT), or the batch system (SIGTERM, SIGUSR1).
enum class Interrupt { none, user, batch_system };

/// SIGINT, SIGTERM and SIGUSR1 end the process at once with exit code 130 and remove all registered temporary files,
/// except that inside a GracefulInterrupt they only set a flag; a second SIGINT does not wait for that. Safe to call
/// more than once.
void install_interrupt_handler();

/// From now on the batch system's signals end the process with exit code 75: the same command would go on.
void batch_system_may_run_again() noexcept;

/// The first signal that came inside the present GracefulInterrupt.
Interrupt interrupt_cause() noexcept;

/// Long work was left because of such a signal.
struct Interrupted : std::runtime_error {
  Interrupted() : std::runtime_error("interrupted") {}
};

/// Throws Interrupted when a signal came inside the present GracefulInterrupt.
void stop_if_interrupted();

/// While one lives, the first signal asks for an orderly end instead of ending the process. One at a time.
class GracefulInterrupt {
 public:
  GracefulInterrupt() noexcept;
  ~GracefulInterrupt();
  GracefulInterrupt(GracefulInterrupt const&) = delete;
  GracefulInterrupt& operator=(GracefulInterrupt const&) = delete;
};

/// Registers a file that must not survive the process while it is unfinished. Construct it before the file is
/// created and destroy it after the file was renamed or removed. Throws InputError for a path above 4095 bytes and
/// CallError when 16 are registered already.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::filesystem::path const& path);
  ~TemporaryFile();
  TemporaryFile(TemporaryFile const&) = delete;
  TemporaryFile& operator=(TemporaryFile const&) = delete;

 private:
  int slot_ = -1;
};

}  // namespace ptyger::core
