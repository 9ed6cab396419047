#pragma once

#include <filesystem>
#include <stdexcept>

namespace ptyger::core {

/// Origin of a request to end the process: the user at the keyboard (SIGINT), or the batch system (SIGTERM, SIGUSR1) or
/// a terminal that has closed (SIGHUP).
enum class Interrupt { none, user, batch_system };

/// Installs handlers for SIGINT, SIGTERM, SIGUSR1 and, unless it is ignored, SIGHUP. These signals remove all
/// registered temporary files and end the process with exit code 130. While a GracefulInterrupt exists they only set a
/// flag, but a second SIGINT still ends the process. SIGPIPE is ignored: when nobody reads the output any more, only
/// the printing ends. May be called more than once.
void install_interrupt_handler();

/// From this call on, signals of the batch system end the process with exit code 75, which tells a job script that the
/// same command, run again, continues the work.
void batch_system_may_run_again() noexcept;

/// Origin of the first signal that arrived since the current GracefulInterrupt was constructed.
Interrupt interrupt_cause() noexcept;

/// Whether a signal arrived since the current GracefulInterrupt was constructed.
bool interrupt_came() noexcept;

/// Thrown where long work is abandoned because a signal arrived.
struct Interrupted : std::runtime_error {
  Interrupted() : std::runtime_error("interrupted") {}
};

/// Throws Interrupted when a signal arrived since the current GracefulInterrupt was constructed.
void stop_if_interrupted();

/// While an object of this class exists, the first signal asks for an orderly end instead of ending the process. At
/// most one may exist at a time.
class GracefulInterrupt {
 public:
  GracefulInterrupt() noexcept;
  ~GracefulInterrupt();
  /// From now on until it is called with false, no signal ends the process: its result is being written.
  void protect(bool on) noexcept;
  GracefulInterrupt(GracefulInterrupt const&) = delete;
  GracefulInterrupt& operator=(GracefulInterrupt const&) = delete;
};

/// Registers an unfinished file, which is removed when a signal ends the process. Construct the object before the file
/// is created, and destroy it after the file was renamed or removed. Throws InputError for a path longer than 4095
/// bytes and CallError when 16 files are registered already.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::filesystem::path const& path);
  ~TemporaryFile();
  TemporaryFile(TemporaryFile const&) = delete;
  TemporaryFile& operator=(TemporaryFile const&) = delete;

 private:
  int entry_ = -1;  ///< index in the table of registered files
};

}  // namespace ptyger::core
