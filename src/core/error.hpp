#pragma once

#include <stdexcept>
#include <string>

#include "core/source_location.hpp"

namespace ptyger {

/// Bad input: what is wrong (with file and dataset), why it matters, what to do. Exit code 2.
struct InputError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// An output that cannot be written, as on a full disk: the file and its part, the cause, what to do. Exit code 2, too.
struct OutputError : InputError {
  OutputError(std::string const& output, std::string const& cause)
      : InputError(output + " cannot be written: " + cause + ". Free space, or choose a folder where you may write.") {}
};

/// A call of another library or of the system failed: call text and location. Exit code 3.
struct CallError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A broken precondition, checked in debug builds: a fault of this program. Exit code 3.
struct PreconditionError : std::logic_error {
  using std::logic_error::logic_error;
};

/// Throws PreconditionError with the location when `condition` is false; compiled out in release builds.
inline void expect([[maybe_unused]] bool condition, [[maybe_unused]] char const* what,
                   [[maybe_unused]] char const* file = __builtin_FILE(), [[maybe_unused]] int line = __builtin_LINE()) {
#ifndef NDEBUG
  if (!condition) throw PreconditionError(std::string(file) + ":" + std::to_string(line) + ": " + what);
#endif
}

enum class ExitCode : int { ok = 0, bad_input = 2, failed = 3, stopped_by_batch_system = 75, interrupted = 130 };

}  // namespace ptyger
