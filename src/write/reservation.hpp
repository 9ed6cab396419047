#pragma once

#include <string>

#include "write/pending_file.hpp"

namespace ptyger::write {

/// Keeps other processes from making the same file while a long run works for it.
class Reservation {
 public:
  /// Throws as PendingFile does, and InputError when another process is making this file: one of this machine that
  /// runs, or one of another machine that began in the last minute.
  Reservation(std::string const& path, bool overwrite);

 private:
  PendingFile file_;
};

}  // namespace ptyger::write
