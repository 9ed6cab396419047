#pragma once

#include <hdf5.h>

#include <string>

#include "core/source_location.hpp"

namespace ptyger::hdf5 {

/// Stops HDF5 from printing its error stack; the messages of this layer carry what matters of it.
void silence();

/// The innermost description on HDF5's error stack, which names the cause ("truncated file: ...",
/// "... error message = 'No space left on device'"); empty without an error.
std::string cause();

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

/// The same for a file that is being written: OutputError when the system refused it, such as on a full disk.
[[noreturn]] void throw_write_error(char const* call, std::string const& subject,
                                    core::SourceLocation where = core::SourceLocation::current());

/// The same as check() for a file that is being written.
template <class Value>
Value written(Value value, char const* call, std::string const& subject,
              core::SourceLocation where = core::SourceLocation::current()) {
  if (value < 0) throw_write_error(call, subject, where);
  return value;
}

}  // namespace ptyger::hdf5
