#pragma once

#include <filesystem>
#include <memory>
#include <string>

namespace spdlog {
class logger;
}

namespace ptyger::campaign {

/// The log file of a rank, to which later runs append. Each line has time, rank, projection and device:
///
///     2026-05-04T09:31:07.123 [rank 3] [scan_0042] [device 0] cg 12 ...
///
/// Any thread may write; a line is in the file when the call returns. Errors in writing are ignored.
class RankLog {
 public:
  /// Appends to `folder`/rank_RRRR.log, or JOB_rank_RRRR.log in a job of a batch system, of which several may run at
  /// once. Throws InputError when the folder or the file cannot be made.
  RankLog(std::filesystem::path const& folder, int rank, std::string const& batch_job);

  /// projection: its name; empty for messages about the rank. device: its number; negative: none.
  void line(std::string const& projection, std::string const& text, int device = -1) const;
  /// Writes a warning to the log and to the terminal.
  void warning(std::string const& projection, std::string const& text) const;

 private:
  std::shared_ptr<spdlog::logger> logger_;
  int rank_;
};

}  // namespace ptyger::campaign
