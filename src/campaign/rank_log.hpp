#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "campaign/job.hpp"

namespace spdlog {
class logger;
}

namespace ptyger::campaign {

/// The log file of a rank in one job. Each line has time, rank, machine, projection and device:
///
///     2026-05-04T09:31:07.123 [rank 3 node7] [scan_0042] [device 0] cg 12 ...
///
/// Any thread may write; a line is in the file when the call returns. Errors in writing are ignored.
class RankLog {
 public:
  /// Writes to `folder`/ID_rank_RRRR.log, where ID is unique to the job; in a batch job to BATCHJOB_ID_rank_RRRR.log.
  /// Throws InputError when the folder or the file cannot be made.
  RankLog(std::filesystem::path const& folder, int rank, Job const& job);

  /// projection: its name; empty for messages about the rank. device: its number; negative: none.
  void line(std::string const& projection, std::string const& text, int device = -1) const;
  /// Writes a warning to the log and to the terminal.
  void warning(std::string const& projection, std::string const& text) const;

 private:
  std::shared_ptr<spdlog::logger> logger_;
  int rank_;
};

}  // namespace ptyger::campaign
