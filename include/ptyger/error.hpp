#pragma once

#include <stdexcept>
#include <string>

namespace ptyger {

/// Bad input. The message names the file and the dataset or option, says what is wrong, why it matters and what to do.
/// The program ends with exit code 2.
struct InputError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// An output that cannot be written, for example on a full disk. The message names the file, the cause and the remedy.
/// The program ends with exit code 2.
struct OutputError : InputError {
  /// output: the file, or a part of it. cause: the reason of the system.
  OutputError(std::string const& output, std::string const& cause)
      : InputError(output + " cannot be written: " + cause + ". Free space, or choose a folder where you may write.") {}
};

/// A call of another library or of the system failed. The message has the text of the call and its location.
/// The program ends with exit code 3.
struct CallError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace ptyger
