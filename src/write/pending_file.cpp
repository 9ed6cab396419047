#include "write/pending_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "core/host.hpp"
#include "core/system_error.hpp"
#include "ptyger/error.hpp"

namespace ptyger::write {
namespace {

namespace fs = std::filesystem;

fs::path folder_of(std::string const& path) {
  fs::path const folder = fs::path(path).parent_path();
  return folder.empty() ? fs::path(".") : folder;
}

constexpr char const* ending = ".part";                  // of temporary files
constexpr auto abandoned_after = std::chrono::hours(1);  // without a change of a temporary file

/// The part of a temporary name that tells on which machine the file is written.
std::string host_mark() {
  return "." + core::host_name() + ".";
}

/// Path of the temporary file: .NAME.HOST.PROCESS.part in the folder of `path`.
std::string temporary_name(std::string const& path) {
  std::string name = fs::path(path).filename().string();
  name.insert(name.begin(), '.');
  return (folder_of(path) / name).string() + host_mark() + std::to_string(::getpid()) + ending;
}

/// Whether a temporary file has not changed for this time; false when that cannot be known.
bool is_older(fs::directory_entry const& entry, fs::file_time_type::duration time) {
  std::error_code error;
  auto const changed = entry.last_write_time(error);
  return !error && fs::file_time_type::clock::now() - changed > time;
}

/// Whether a process of this machine runs that may have written the file: it did not begin after the last change, as a
/// later process with the same number does.
bool may_be_of(fs::directory_entry const& entry, long process) {
  constexpr double clocks = 10;  // seconds between the clocks of machine and file system
  double const begin = core::process_start_time(process);
  struct stat status {};
  if (begin == 0 || ::stat(entry.path().c_str(), &status) != 0) return false;
  return begin < static_cast<double>(status.st_mtime) + clocks;
}

/// Returns the file that `path` means; throws InputError when no output may be written there.
std::string writable_path(std::string const& path, bool overwrite) {
  std::error_code ignored;
  auto file = followed(path);
  fs::path const folder = folder_of(file);
  if (!fs::is_directory(folder, ignored))
    throw InputError(path + ": cannot be written because the folder " + folder.string() +
                     " does not exist. Make the folder first, or name another output.");
  fs::file_status const status = fs::status(path, ignored);
  if (!fs::exists(status)) return file;
  if (!fs::is_regular_file(status))
    throw InputError(path + ": is not a regular file, so no file can take its place. Name another output.");
  if (!overwrite)
    throw InputError(path + ": exists already and would be lost. Name another output, or allow it with --overwrite.");
  return file;
}

/// Waits until a file or folder is on the disk. flags: of open(). name: path to name in errors.
void sync(std::string const& path, int flags, std::string const& name) {
  int const file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) throw OutputError(name, core::last_system_error());
  int const error = ::fsync(file) == 0 ? 0 : errno;
  ::close(file);
  // Some network file systems cannot sync a folder: EINVAL for a folder is no error.
  if (error != 0 && !((flags & O_DIRECTORY) != 0 && error == EINVAL))
    throw OutputError(name, core::system_error(error));
}

}  // namespace

std::string followed(std::string const& path) {
  constexpr int most_links = 40;
  fs::path file = path;
  std::error_code ignored;
  for (int links = 0; fs::is_symlink(file, ignored); ++links) {
    if (links == most_links) throw InputError(path + ": is a symbolic link that leads to itself. Name another output.");
    file = file.parent_path() / fs::read_symlink(file, ignored);
  }
  return file.string();
}

void sync_file(std::string const& path, std::string const& name) {
  sync(path, O_RDONLY, name);
}

void remove_leftovers(std::string const& folder) {
  auto const mark = host_mark();
  std::error_code error;
  for (auto const& entry : fs::directory_iterator(folder, error)) {
    auto const name = entry.path().filename().string();
    if (name.front() != '.' || !name.ends_with(ending)) continue;
    auto const at = name.rfind(mark);
    bool const of_this_host = at != std::string::npos;
    bool const abandoned =
        of_this_host ? !may_be_of(entry, std::atoi(name.c_str() + at + mark.size())) : is_older(entry, abandoned_after);
    if (abandoned) fs::remove(entry.path(), error);
  }
}

std::vector<Writer> other_writers(std::string const& output) {
  auto const path = followed(output);
  std::string const begin = "." + fs::path(path).filename().string() + ".";
  std::vector<Writer> writers;
  std::error_code error;
  for (auto const& entry : fs::directory_iterator(folder_of(path), error)) {
    auto const name = entry.path().filename().string();
    if (!name.starts_with(begin) || !name.ends_with(ending)) continue;
    auto const end = name.size() - std::string(ending).size();
    auto const dot = name.rfind('.', end - 1);  // before the number of the process
    if (dot < begin.size()) continue;           // of a file with another name
    Writer const writer{std::atoi(name.c_str() + dot + 1), name.substr(begin.size(), dot - begin.size())};
    bool const here = writer.host == core::host_name();
    bool const works = here ? may_be_of(entry, writer.process) : !is_older(entry, std::chrono::minutes(1));
    if (works && !(here && writer.process == ::getpid())) writers.push_back(writer);
  }
  return writers;
}

PendingFile::PendingFile(std::string const& path, bool overwrite)
    : path_(writable_path(path, overwrite)), temporary_(temporary_name(path_)), registered_(temporary_) {
  int const file = ::open(temporary_.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) throw OutputError(path_, core::last_system_error());
  ::close(file);
}

PendingFile::~PendingFile() {
  if (!committed_) ::unlink(temporary_.c_str());
}

void PendingFile::touch() const noexcept {
  ::utimensat(AT_FDCWD, temporary_.c_str(), nullptr, 0);
}

void PendingFile::commit() {
  sync_file(temporary_, path_);
  commit_without_sync();
  sync(folder_of(path_).string(), O_RDONLY | O_DIRECTORY, path_);
}

void PendingFile::commit_without_sync() {
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) throw OutputError(path_, core::last_system_error());
  committed_ = true;
}

}  // namespace ptyger::write
