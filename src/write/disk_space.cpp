#include "write/disk_space.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "core/parse_bytes.hpp"
#include "core/system_error.hpp"
#include "ptyger/error.hpp"

namespace ptyger::write {
namespace {

namespace fs = std::filesystem;

/// Allocates the space; returns 0 or the error number of the system.
int allocate(std::string const& path, off_t bytes) {
  int const file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0) return errno;
  int const error = ::fallocate(file, 0, 0, bytes) == 0 ? 0 : errno;
  ::close(file);
  return error;
}

/// ENOSPC when the file system has less free space, else 0.
int compare_with_free_space(std::string const& path, std::uintmax_t bytes) {
  std::error_code error;
  fs::space_info const space = fs::space(path, error);
  return !error && space.available < bytes ? ENOSPC : 0;
}

}  // namespace

void reserve_disk(std::string const& path, std::uintmax_t bytes, std::string const& name) {
  int error = allocate(path, static_cast<off_t>(bytes));
  if (error == EOPNOTSUPP || error == ENOSYS || error == EINVAL) error = compare_with_free_space(path, bytes);
  if (error == 0) return;
  throw OutputError(name, core::system_error(error), "it needs " + core::bytes_text(bytes));
}

}  // namespace ptyger::write
