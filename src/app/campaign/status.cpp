#include "app/campaign/status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/progress.hpp"

namespace ptyger::app {
namespace {

using campaign::CampaignStatus;
using campaign::JobStatus;
using campaign::ProjectionStatus;

constexpr auto row_format = "{:<{}} {:>9} {:<7} {:<{}} {:>4} {:>10} {:>7} {:>8} {:>5} {:>6}  {}";

template <class Value>
std::string optional_text(std::optional<Value> const& value, char const* format) {
  return value ? fmt::format(fmt::runtime(format), *value) : "-";
}

std::string iteration_text(ProjectionStatus const& projection) {
  if (projection.iteration == 0) return "-";
  return projection.phase.empty() || projection.phase == "cg"
             ? std::to_string(projection.iteration)
             : fmt::format("{} {}", projection.phase, projection.iteration);
}

/// A row of the table without the blanks at its end.
std::string status_row(ProjectionStatus const& projection, int name_width, int host_width) {
  auto const row = fmt::format(row_format, projection.name, name_width, optional_text(projection.angle_deg, "{:.3f}"),
                               to_word(projection.state), projection.host.empty() ? "-" : projection.host, host_width,
                               optional_text(projection.rank, "{}"), iteration_text(projection),
                               optional_text(projection.nrmse, "{:.4f}"),
                               projection.seconds_left ? clock_text(*projection.seconds_left) : "-",
                               projection.failures, projection.deaths, projection.note);
  return row.substr(0, row.find_last_not_of(' ') + 1) + "\n";
}

std::string job_line(JobStatus const& job) {
  auto const batch_job = job.job.batch_job.empty() ? "" : fmt::format(", batch job {}", job.job.batch_job);
  return fmt::format("job {} on {}{}: {}, last sign of life {:.0f} s ago\n", job.job.id, job.job.host, batch_job,
                     job.alive ? "runs" : "dead", job.silent_seconds);
}

/// The number of projections in each state, such as "3 running, 12 done".
std::string counts_text(CampaignStatus const& status) {
  std::string text;
  for (auto const& [word, state] : words_of(campaign::ProjectionState{}))
    if (auto const count = status.count(state); count > 0)
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, word);
  return text.empty() ? "no projections" : text;
}

template <class Value>
nlohmann::ordered_json json_of(std::optional<Value> const& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
}

}  // namespace

std::string status_report(CampaignStatus const& status) {
  std::size_t name_width = 10;
  std::size_t host_width = 4;
  for (auto const& projection : status.projections) {
    name_width = std::max(name_width, projection.name.size());
    host_width = std::max(host_width, projection.host.size());
  }
  auto text = fmt::format(row_format, "projection", name_width, "angle", "state", "node", host_width, "rank",
                          "iteration", "NRMSE", "left", "fail.", "deaths", "note") +
              "\n";
  for (auto const& projection : status.projections)
    text += status_row(projection, static_cast<int>(name_width), static_cast<int>(host_width));
  text += "\n";
  for (auto const& job : status.jobs) text += job_line(job);
  bool const job_runs =
      std::any_of(status.jobs.begin(), status.jobs.end(), [](JobStatus const& job) { return job.alive; });
  if (!job_runs) text += "no job runs\n";
  text += counts_text(status);
  if (status.per_hour) text += fmt::format("; {:.3g} projections an hour", *status.per_hour);
  if (status.seconds_left) text += fmt::format(", left {}", clock_text(*status.seconds_left));
  return text + "\n";
}

std::string status_json(CampaignStatus const& status) {
  nlohmann::ordered_json json{{"projections", nlohmann::ordered_json::array()},
                              {"jobs", nlohmann::ordered_json::array()},
                              {"counts", nlohmann::ordered_json::object()}};
  for (auto const& projection : status.projections)
    json["projections"].push_back({{"name", projection.name},
                                   {"angle_deg", json_of(projection.angle_deg)},
                                   {"state", to_word(projection.state)},
                                   {"slow", projection.slow},
                                   {"host", projection.host},
                                   {"rank", json_of(projection.rank)},
                                   {"process", projection.process},
                                   {"phase", projection.phase},
                                   {"iteration", projection.iteration},
                                   {"nrmse", json_of(projection.nrmse)},
                                   {"fraction", projection.fraction},
                                   {"seconds_left", json_of(projection.seconds_left)},
                                   {"failures", projection.failures},
                                   {"deaths", projection.deaths},
                                   {"note", projection.note}});
  for (auto const& job : status.jobs)
    json["jobs"].push_back({{"id", job.job.id},
                            {"host", job.job.host},
                            {"process", job.job.process},
                            {"batch_job", job.job.batch_job},
                            {"alive", job.alive},
                            {"silent_seconds", job.silent_seconds}});
  for (auto const& [word, state] : words_of(campaign::ProjectionState{})) json["counts"][word] = status.count(state);
  json["projections_per_hour"] = json_of(status.per_hour);
  json["seconds_left"] = json_of(status.seconds_left);
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace ptyger::app
