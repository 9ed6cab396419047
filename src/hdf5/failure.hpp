#pragma once

#include <hdf5.h>

#include <string>
#include <system_error>

#include "core/source_location.hpp"

namespace ptyger::hdf5 {

/// Stops HDF5 from printing its error stack: the exceptions of this folder carry its cause.
void silence();

/// Why the last HDF5 call of this thread failed, from HDF5's error stack.
struct Cause {
  std::string text;           ///< innermost description, such as "unable to open file"; empty without an error
  std::error_code system;     ///< error of the system call that failed; no error when none did
  bool is_truncated = false;  ///< the file is shorter than its header says
  bool is_locked = false;     ///< the file could not be locked

  /// The error of the system if there is one, else HDF5's description.
  [[nodiscard]] std::string message() const { return system ? system.message() : text; }
};

/// Reads HDF5's error stack, which the next HDF5 call clears.
Cause last_cause();

/// Throws CallError with the call, the subject (file and dataset), HDF5's cause and the location.
[[noreturn]] void throw_call_error(char const* call, std::string const& subject,
                                   core::SourceLocation where = core::SourceLocation::current());

/// Passes on the value of an HDF5 call, or throws CallError when it is negative.
template <class Value>
Value check(Value value, char const* call, std::string const& subject,
            core::SourceLocation where = core::SourceLocation::current()) {
  if (value < 0) throw_call_error(call, subject, where);
  return value;
}

/// Throws OutputError when the system refused a write, such as on a full disk, else CallError as throw_call_error()
/// does.
[[noreturn]] void throw_write_error(char const* call, std::string const& subject,
                                    core::SourceLocation where = core::SourceLocation::current());

/// Passes on the value of an HDF5 call on a file that is being written, or throws as throw_write_error() does.
template <class Value>
Value check_write(Value value, char const* call, std::string const& subject,
                  core::SourceLocation where = core::SourceLocation::current()) {
  if (value < 0) throw_write_error(call, subject, where);
  return value;
}

}  // namespace ptyger::hdf5
