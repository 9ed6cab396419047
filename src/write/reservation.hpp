#pragma once

#include <cstddef>
#include <string>
#include <thread>

#include "write/pending_file.hpp"

namespace ptyger::write {

/// Keeps other processes from making the same file while a long run works for it, by a hidden file beside it.
class Reservation {
 public:
  /// Removes temporary files that killed processes have left in the folder. Throws as PendingFile does for a file that
  /// may be overwritten, and InputError when another process is making this file: one of this machine that runs, or one
  /// of another machine that gave a sign of life in the last minute. A thread gives such signs while this object
  /// exists.
  explicit Reservation(std::string const& path);

  /// Takes room on the disk for the file, where the file system can. Throws OutputError when there is less room.
  void reserve(std::size_t bytes);
  /// Gives the room back, for the file that is written now.
  void give_back() noexcept;

 private:
  std::string path_;
  PendingFile file_;
  std::jthread signs_of_life_;
};

}  // namespace ptyger::write
