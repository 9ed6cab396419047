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

/// Copies one record of the error stack into a Cause; HDF5 calls this from the outermost to the innermost record.
herr_t add_record(unsigned, H5E_error2_t const* record, void* result) {
  Cause& cause = *static_cast<Cause*>(result);
  if (record->desc != nullptr && *record->desc != '\0') cause.text = record->desc;
  if (record->min_num == H5E_TRUNCATED) cause.is_truncated = true;
#ifdef H5E_CANTLOCKFILE  // older versions of HDF5 have no number for it
  if (record->min_num == H5E_CANTLOCKFILE) cause.is_locked = true;
#endif
  return 0;
}

}  // namespace

void silence() {
  // Without this call HDF5 closes all open files at exit and crashes on a file that could not be written to a full
  // disk. Handles close their files themselves.
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
