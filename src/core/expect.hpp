#pragma once

#include <stdexcept>
#include <string>

namespace ptyger::core {

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

}  // namespace ptyger::core
