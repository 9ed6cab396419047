#include "hdf5/failure.hpp"

#include <charconv>
#include <string_view>

#include "core/system_error.hpp"
#include "ptyger/error.hpp"

namespace ptyger::hdf5 {
namespace {

/// HDF5 keeps the error of a failed system call only in a description: "..., errno = 28, error message = '...', ...".
std::error_code system_error_of(std::string_view description) {
  constexpr std::string_view key = "errno = ";
  auto const at = description.find(key);
  if (at == std::string_view::npos) return {};
  int number = 0;
  std::from_chars(description.data() + at + key.size(), description.data() + description.size(), number);
  return core::system_error(number);
}

std::string innermost() {
  std::string text;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, keep_innermost, &text);
  return text;
}

/// The message of the system in a description of HDF5, which reads "..., errno = 28, error message = 'No space left on
/// device', buf = ..."; the whole description when it holds no such message.
std::string system_message(std::string const& cause) {
  static std::string const key = "error message = '";
  auto const from = cause.find(key);
  if (from == std::string::npos) return cause;
  auto const start = from + key.size();
  return cause.substr(start, cause.find('\'', start) - start);
}

}  // namespace

void silence() {
  // At exit HDF5 would try again to close files, and crash on one that could not be written because the disk was full.
  // Every handle is closed by its owner, so that HDF5 has nothing to close at exit.
  static bool const no_second_close = H5dont_atexit() >= 0;
  static_cast<void>(no_second_close);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

Cause last_cause() {
  Cause cause;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, add_record, &cause);
  cause.system = system_error_of(cause.text);
  return cause;
}

void throw_call_error(char const* call, std::string const& subject, core::SourceLocation where) {
  std::string const why = last_cause().message();
  throw CallError(subject + ": " + (why.empty() ? "HDF5 reported no cause" : why) + " (" + call + " at " +
                  where.file_name() + ":" + std::to_string(where.line()) + ")");
}

void throw_write_error(char const* call, std::string const& subject, core::SourceLocation where) {
  if (auto const system = last_cause().system) throw OutputError(subject, system);
  throw_call_error(call, subject, where);
}

}  // namespace ptyger::hdf5
