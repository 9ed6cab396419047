#pragma once

#include <string>
#include <vector>

#include "core/interrupt.hpp"

namespace ptyger::write {

/// The file that a path means: the target of symbolic links, which need not exist. Throws InputError for a circle.
std::string followed(std::string const& path);

/// Waits until the data that this process wrote to a file are on the disk. Throws OutputError with `name`, the final
/// name of the file.
void sync_file(std::string const& path, std::string const& name);

/// Removes abandoned temporary files of PendingFile from a folder: files of processes of this machine that have ended,
/// and files of other machines that have not changed for an hour.
void remove_leftovers(std::string const& folder);

/// A process that has a PendingFile.
struct Writer {
  int process = 0;   ///< its number
  std::string host;  ///< its machine
};

/// The other processes that have a PendingFile for `output`: those of this machine that run, and those of other
/// machines that wrote in the last minute.
std::vector<Writer> other_writers(std::string const& output);

/// A file that appears under its name only when it is whole: written under a temporary name in the same folder,
/// synced to disk, then renamed. A symbolic link stays, and its target is written. Without commit() the temporary file
/// is removed, also when a signal ends the program.
class PendingFile {
 public:
  /// Makes an empty temporary file. Throws InputError when `path` exists and `overwrite` is false, when it is not a
  /// regular file or its folder is missing; OutputError when the folder cannot be written to.
  PendingFile(std::string const& path, bool overwrite);
  ~PendingFile();
  PendingFile(PendingFile const&) = delete;
  PendingFile& operator=(PendingFile const&) = delete;

  /// Path of the temporary file, to be written before commit().
  std::string const& temporary() const { return temporary_; }

  /// Tells processes on other machines that this process still works on the file.
  void touch() const noexcept;

  /// Syncs the temporary file and renames it to its final name. Throws OutputError.
  void commit();
  /// Renames the temporary file without waiting for the disk: a loss of power may leave an empty file. Throws
  /// OutputError.
  void commit_without_sync();

 private:
  std::string path_;                ///< final name of the file, no link
  std::string temporary_;           ///< temporary name of the file
  core::TemporaryFile registered_;  ///< lets a signal remove the temporary file
  bool committed_ = false;
};

}  // namespace ptyger::write
