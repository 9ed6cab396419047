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

/// A file of JSON lines, flushed after each line. Records of the search of a probe are not written. An older file is
/// replaced; a file without any record is removed. Throws InputError when the file cannot be made. When writing fails
/// later, the run continues and the remaining records are not written.
class MetricsFile {
 public:
  explicit MetricsFile(std::string path);
  ~MetricsFile();
  MetricsFile(MetricsFile const&) = delete;
  MetricsFile& operator=(MetricsFile const&) = delete;

  void write(HistoryRecord const& record);
  /// Why records could not be written; empty when all were written.
  [[nodiscard]] std::string const& failure() const { return failure_; }

 private:
  std::string path_;
  std::string failure_;
  /// Set until the first record is written; removes the file when a signal ends the process.
  std::optional<core::TemporaryFile> empty_file_;
  std::ofstream file_;
};

}  // namespace ptyger::app
