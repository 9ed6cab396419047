#pragma once

#include <stdexcept>
#include <string>

namespace ptyger::core {

/// A precondition of a function is violated, which is a bug of this program. Thrown in debug builds; exit code 3.
struct PreconditionError : std::logic_error {
  using std::logic_error::logic_error;
};

/// Throws PreconditionError with the place of the call when `condition` is false; does nothing in release builds.
inline void expect([[maybe_unused]] bool condition, [[maybe_unused]] char const* what,
                   [[maybe_unused]] char const* file = __builtin_FILE(), [[maybe_unused]] int line = __builtin_LINE()) {
#ifndef NDEBUG
  if (!condition) throw PreconditionError(std::string(file) + ":" + std::to_string(line) + ": " + what);
#endif
}

}  // namespace ptyger::core
