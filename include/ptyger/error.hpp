#pragma once

#include <stdexcept>
#include <string>
#include <system_error>

namespace ptyger {

/// Bad input. The message names the file and the dataset or option, says what is wrong, why it matters and what to do.
/// The program ends with exit code 2.
struct InputError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// An output that cannot be written, for example on a full disk. The message names the file, the cause and the remedy.
/// The program ends with exit code 2.
class OutputError : public InputError {
 public:
  /// @param output  the file, or a part of it
  /// @param cause   error of the system, such as std::errc::no_space_on_device
  /// @param detail  words to follow the cause in the message
  OutputError(std::string const& output, std::error_code cause, std::string const& detail = {})
      : OutputError(cause, output, cause.message() + (detail.empty() ? "" : ": " + detail)) {}
  /// For a library that reports a failed write without an error of the system; code() is then no error.
  /// @param output  the file, or a part of it
  /// @param cause   the words of that library
  OutputError(std::string const& output, std::string const& cause) : OutputError(std::error_code(), output, cause) {}

  /// Error of the system; no error where it is not known.
  [[nodiscard]] std::error_code const& code() const noexcept { return code_; }

 private:
  OutputError(std::error_code code, std::string const& output, std::string const& cause)
      : InputError(output + " cannot be written: " + cause + ". " + remedy(code)), code_(code) {}
  static char const* remedy(std::error_code code) {
    bool const forbidden = code == std::errc::permission_denied || code == std::errc::read_only_file_system ||
                           code == std::errc::operation_not_permitted;
    return forbidden ? "Choose a folder where you may write." : "Free space, or choose another folder.";
  }

  std::error_code code_;
};

/// A call of another library or of the system failed. The message has the text of the call and its location.
/// The program ends with exit code 3.
struct CallError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace ptyger
