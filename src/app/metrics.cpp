#include "app/metrics.hpp"

#include <nlohmann/json.hpp>

#include "core/system_error.hpp"
#include "ptyger/error.hpp"

namespace ptyger::app {
namespace {

// nlohmann::json writes NaN and infinities as null.
nlohmann::ordered_json to_json(HistoryRecord const& record) {
  nlohmann::ordered_json line{{"phase", to_word(record.phase)},
                              {"iteration", record.iteration},
                              {"transforms", record.transforms},
                              {"objective", record.objective},
                              {"nrmse", record.nrmse},
                              {"r_factor", record.r_factor},
                              {"step", record.step},
                              {"beta", record.beta},
                              {"restart", record.restart},
                              {"seconds", record.seconds},
                              {"seconds_by_stage", record.seconds_by_stage}};
  if (record.held_out) line["held_out"] = *record.held_out;
  return line;
}

}  // namespace

std::string metrics_line(HistoryRecord const& record) {
  return to_json(record).dump();
}

MetricsFile::MetricsFile(std::string path) : path_(std::move(path)) {
  if (std::filesystem::exists(path_) && !std::filesystem::is_regular_file(path_))
    throw InputError(path_ +
                     ": cannot be written as metrics: it is not a regular file; give another name to --metrics");
  empty_file_.emplace(path_);
  file_.open(path_, std::ios::trunc);
  if (!file_)
    throw InputError(path_ + ": cannot be written as metrics: " + core::last_system_error().message() +
                     "; give a name in an existing, writable folder to --metrics");
}

MetricsFile::~MetricsFile() {
  if (!empty_file_) return;
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

void MetricsFile::write(HistoryRecord const& record) {
  if (record.phase == Phase::search || !file_) return;
  empty_file_.reset();
  file_ << metrics_line(record) << '\n' << std::flush;
  if (!file_) failure_ = OutputError(path_, core::last_system_error()).what();
}

}  // namespace ptyger::app
