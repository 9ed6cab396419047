#pragma once

#include <filesystem>

namespace ptyger {

/// SIGINT and SIGTERM end the process at once with exit code 130 and remove all registered temporary files, except
/// that inside a GracefulInterrupt the first of them only sets a flag. Safe to call more than once.
void install_interrupt_handler();

/// True once a signal came inside the present GracefulInterrupt.
bool interrupt_requested() noexcept;

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

}  // namespace ptyger
