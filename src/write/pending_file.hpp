#pragma once

#include <string>

#include "core/interrupt.hpp"

namespace ptyger::write {

/// Waits until what this process wrote to a file is on the disk. OutputError with `name`, which the file is to get.
void sync_file(std::string const& path, std::string const& name);

/// Removes temporary files of PendingFile from a folder that nobody writes any more: those of a process of this machine
/// that is gone, and those that nobody has touched for an hour.
void remove_leftovers(std::string const& folder);

/// A file that appears under its name only when it is whole: written under a temporary name in the same folder,
/// synced to disk, then renamed. Without commit() the temporary file is removed,
/// also when a signal ends the program.
class PendingFile {
 public:
  /// Makes the empty temporary file. Throws InputError when `path` exists and `overwrite` is false, when it is not a
  /// regular file or its folder is missing; OutputError when nothing can be written there.
  PendingFile(std::string const& path, bool overwrite);
  ~PendingFile();
  PendingFile(PendingFile const&) = delete;
  PendingFile& operator=(PendingFile const&) = delete;

  /// Name to write to until commit().
  std::string const& temporary() const { return temporary_; }

  /// Syncs the temporary file and gives it its name. Throws OutputError.
  void commit();

 private:
  std::string path_;
  std::string temporary_;
  core::TemporaryFile registered_;
  bool committed_ = false;
};

}  // namespace ptyger::write
