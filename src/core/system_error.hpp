#pragma once

#include <cerrno>
#include <system_error>

namespace ptyger::core {

/// An error number of the system, as in errno, as an error code; 0 is no error.
inline std::error_code system_error(int number) {
  return {number, std::generic_category()};
}

/// The error that the last failed call of the system left in errno.
inline std::error_code last_system_error() {
  return system_error(errno);
}

}  // namespace ptyger::core
