#pragma once

#include <fstream>
#include <optional>
#include <string>

#include "core/interrupt.hpp"
#include "ptyger/result.hpp"

namespace ptyger::app {

/// One record as a JSON object: phase ("start" or "cg"), iteration, transforms, objective, nrmse, r_factor, step, beta,
/// restart, seconds, seconds_by_stage. Numbers that are not finite become null.
std::string metrics_line(HistoryRecord const& record);

/// JSON lines, flushed after each; trial starts of the probe search are not recorded. Replaces an older file; a file
/// without any record is removed. Throws InputError when the file cannot be made. When writing fails, which must not
/// end a run, the records from there on are left out.
class MetricsFile {
 public:
  explicit MetricsFile(std::string path);
  ~MetricsFile();
  MetricsFile(MetricsFile const&) = delete;
  MetricsFile& operator=(MetricsFile const&) = delete;

  void write(HistoryRecord const& record);
  /// Why records are missing; empty when none is.
  [[nodiscard]] std::string const& failure() const { return failure_; }

 private:
  std::string path_;
  std::string failure_;
  std::optional<core::TemporaryFile> empty_;  ///< until the first record
  std::ofstream file_;
};

}  // namespace ptyger::app
