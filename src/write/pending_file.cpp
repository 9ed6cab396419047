#include "write/pending_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "core/error.hpp"

namespace ptyger {
namespace {

namespace fs = std::filesystem;

/// Names of the temporary files in progress, in memory that a signal handler can read at any time.
struct Slot {
  std::atomic<bool> taken = false;
  std::atomic<bool> named = false;
  std::array<char, 4096> path = {};
};
std::array<Slot, 16> slots;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

std::size_t take_slot(std::string const& temporary) {
  if (temporary.size() + 1 > slots[0].path.size()) throw InputError(temporary + ": the path is too long.");
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (slots[i].taken.exchange(true)) continue;
    std::memcpy(slots[i].path.data(), temporary.c_str(), temporary.size() + 1);
    slots[i].named = true;
    return i;
  }
  throw CallError(temporary + ": too many files are being written at the same time.");
}

void leave_slot(std::size_t slot) noexcept {
  slots[slot].named = false;
  slots[slot].taken = false;
}

fs::path folder_of(std::string const& path) {
  fs::path const folder = fs::path(path).parent_path();
  return folder.empty() ? fs::path(".") : folder;
}

void check_target(std::string const& path, bool overwrite) {
  std::error_code ignored;
  fs::path const folder = folder_of(path);
  if (!fs::is_directory(folder, ignored))
    throw InputError(path + ": cannot be written because the folder " + folder.string() +
                     " does not exist. Make the folder first, or name another output.");
  fs::file_status const status = fs::status(path, ignored);
  if (!fs::exists(status)) return;
  if (!fs::is_regular_file(status))
    throw InputError(path + ": is not a regular file, so a result cannot take its place. Name another output.");
  if (!overwrite)
    throw InputError(path + ": exists already and would be lost. Name another output, or allow it with --overwrite.");
}

[[noreturn]] void fail(std::string const& call, std::string const& path, int error) {
  throw CallError(call + " failed for " + path + ": " + std::strerror(error) + ".");
}

void sync(std::string const& path, int flags) {
  int const file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) fail("open()", path, errno);
  int const error = ::fsync(file) == 0 ? 0 : errno;
  ::close(file);
  // Some network file systems cannot sync a folder; the rename itself is then all they offer.
  if (error != 0 && !((flags & O_DIRECTORY) != 0 && error == EINVAL)) fail("fsync()", path, error);
}

}  // namespace

PendingFile::PendingFile(std::string path, bool overwrite) : path_(std::move(path)) {
  check_target(path_, overwrite);
  fs::path const name = "." + fs::path(path_).filename().string() + "." + std::to_string(::getpid()) + ".part";
  temporary_ = (folder_of(path_) / name).string();
  slot_ = take_slot(temporary_);
  int const file = ::open(temporary_.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) {
    int const error = errno;
    leave_slot(slot_);
    throw InputError(path_ + ": cannot be written: " + std::strerror(error) + " in the folder " +
                     folder_of(path_).string() + ". Name an output where you may write.");
  }
  ::close(file);
}

PendingFile::~PendingFile() {
  if (!committed_) ::unlink(temporary_.c_str());
  leave_slot(slot_);
}

void PendingFile::commit() {
  sync(temporary_, O_RDONLY);
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) fail("rename()", path_, errno);
  committed_ = true;
  sync(folder_of(path_).string(), O_RDONLY | O_DIRECTORY);
}

void remove_unfinished_output() noexcept {
  for (Slot const& slot : slots)
    if (slot.named) ::unlink(slot.path.data());
}

}  // namespace ptyger
