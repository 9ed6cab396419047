#include "campaign/rank_log.hpp"

#include <fmt/format.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/spdlog.h>

#include "core/host.hpp"
#include "core/log.hpp"
#include "ptyger/error.hpp"

namespace ptyger::campaign {

RankLog::RankLog(std::filesystem::path const& folder, int rank, Job const& job) : rank_(rank) {
  auto const batch_job = job.batch_job.empty() ? "" : job.batch_job + "_";
  auto const file = folder / fmt::format("{}{}_rank_{:04}.log", batch_job, job.id, rank);
  try {
    std::filesystem::create_directories(folder);
    logger_ = std::make_shared<spdlog::logger>("campaign",
                                               std::make_shared<spdlog::sinks::basic_file_sink_mt>(file.string()));
  } catch (std::exception const& error) {
    throw InputError(file.string() + ": the log cannot be written: " + error.what() +
                     ". Name another folder by --log-dir.");
  }
  logger_->set_pattern(fmt::format("%Y-%m-%dT%H:%M:%S.%e [rank {} {}] %v", rank, core::host_name()));
  logger_->flush_on(spdlog::level::info);
  logger_->set_error_handler([](std::string const&) {});
}

void RankLog::line(std::string const& projection, std::string const& text, int device) const {
  auto const where = projection.empty() ? std::string("-") : projection;
  auto const what = device < 0 ? std::string("-") : fmt::format("device {}", device);
  logger_->info("[{}] [{}] {}", where, what, text);
}

void RankLog::warning(std::string const& projection, std::string const& text) const {
  line(projection, "warning: " + text);
  core::log_warning(
      fmt::format("rank {} on {}{}: {}", rank_, core::host_name(), projection.empty() ? "" : ", " + projection, text));
}

}  // namespace ptyger::campaign
