#include "campaign/status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "campaign/pace.hpp"
#include "campaign/progress_record.hpp"
#include "campaign/projection.hpp"
#include "campaign/sign_of_life.hpp"
#include "ptyger/error.hpp"

namespace ptyger::campaign {
namespace {

using Nanoseconds = std::chrono::nanoseconds;

/// Who looks at the folder, and when.
struct FolderView {
  CampaignFolder const& folder;
  Job self = this_job();
  Nanoseconds now = std::chrono::system_clock::now().time_since_epoch();

  [[nodiscard]] double seconds_since(Nanoseconds time) const {
    return std::max(0.0, std::chrono::duration<double>(now - time).count());
  }
};

void require_campaign(CampaignFolder const& folder) {
  std::error_code ignored;
  auto const root = folder.root().string();
  if (!std::filesystem::is_directory(root, ignored))
    throw InputError(root +
                     ": there is no such folder. Name the output folder of a campaign (-o DIR), which appears when "
                     "its first job begins.");
  if (!std::filesystem::is_directory(folder.state(), ignored) ||
      !std::filesystem::is_directory(folder.results(), ignored))
    throw InputError(
        root +
        ": is not the folder of a campaign, which has folders `state` and `results`. Name the output folder of a "
        "campaign (-o DIR); a campaign that still examines its first projection has none.");
}

/// The list of projections that a job has written; empty without it.
std::vector<Projection> listed_projections(CampaignFolder const& folder) try {
  return parse_projections(CampaignFolder::read(folder.projections()));
} catch (nlohmann::json::exception const&) {
  return {};
}

std::optional<Record> readable_record(std::string const& file) try {
  return parse_record(CampaignFolder::read(file), file);
} catch (InputError const&) {  // being replaced now, or damaged
  return std::nullopt;
}

void take_record(ProjectionStatus& status, Record const& record) {
  if (!status.angle_deg) status.angle_deg = record.angle_deg;
  status.host = record.host;
  if (!record.host.empty()) status.rank = record.rank;
  status.failures = record.done ? 0 : record.attempts;
  status.note = record.reason;
  if (!record.done) return;
  status.iteration = static_cast<int>(record.iterations);
  status.nrmse = record.nrmse;
}

ProjectionState state_of(WorkStep step) {
  switch (step) {
    case WorkStep::reading:
      return ProjectionState::reading;
    case WorkStep::ready:
      return ProjectionState::ready;
    case WorkStep::solving:
      return ProjectionState::running;
    default:
      return ProjectionState::writing;
  }
}

/// State of a projection whose process died.
ProjectionState state_after_death(ProgressRecord const& progress) {
  if (progress.told_to_stop) return ProjectionState::stopped;
  return progress.step == WorkStep::ready ? ProjectionState::open : ProjectionState::dead;
}

/// Takes over what a rank has written about a projection, and what follows from its process and the age of the file,
/// seconds.
void take_progress(ProjectionStatus& status, ProgressRecord const& progress, FolderView const& view, double file_age) {
  auto const file = view.folder.progress(status.name);
  bool const alive = life_of_owner(progress.process, file, view.self, view.now) != Life::dead;
  auto const state = alive ? state_of(progress.step) : state_after_death(progress);
  status.deaths = progress.deaths + (state == ProjectionState::dead ? 1 : 0);
  if (state == ProjectionState::open) return;
  status.state = state;
  status.host = progress.process.host;
  status.rank = progress.rank;
  status.process = progress.process.process;
  status.phase = progress.phase;
  status.iteration = progress.iteration;
  if (progress.records > 0) status.nrmse = progress.nrmse;
  status.fraction = progress.fraction;
  status.note.clear();
  if (state == ProjectionState::running && progress.seconds_left >= 0) status.seconds_left = progress.seconds_left;
  if (state != ProjectionState::dead) return;
  bool const seen = life_of(progress.process, view.self) == Life::dead;
  status.note = seen ? fmt::format("process {} died; the next job tries again", status.process)
                     : fmt::format("no sign of life of process {} for {:.0f} s", status.process, file_age);
}

/// Whether the job that claimed the projection lives; `host` becomes its machine.
bool claim_is_alive(std::string const& claim, FolderView const& view, std::string& host) {
  auto const text = CampaignFolder::read(claim);
  if (text.empty()) return false;  // released in the meantime
  auto const job = parse_job(text);
  host = job.host;
  return life_of_owner(job, claim, view.self, view.now) != Life::dead;
}

/// State of one projection. When it is in work, its pace is added to `paces`.
ProjectionStatus status_of(Projection const& projection, CampaignFolder::Entry const& entry, FolderView const& view,
                           Paces& paces) {
  ProjectionStatus status{.name = projection.name, .angle_deg = projection.angle_deg};
  auto const& folder = view.folder;
  if (entry.record && entry.result) {
    if (auto const record = readable_record(folder.record(status.name))) {
      status.state = ProjectionState::done;
      take_record(status, *record);
      paces.add_done(*record);
      return status;
    }
  }
  if (entry.failure) {
    status.state = ProjectionState::failed;
    if (auto const record = readable_record(folder.failure(status.name))) take_record(status, *record);
  }
  auto const progress =
      entry.progress ? parse_progress(CampaignFolder::read(folder.progress(status.name))) : ProgressRecord{};
  auto const written = last_sign_of_life(folder.progress(status.name));
  std::string host;
  if (!progress.process.id.empty() && written) {
    auto const age = view.seconds_since(*written);
    take_progress(status, progress, view, age);
    paces.add_progress(status, progress, age);
  } else if (entry.claim > 0 && claim_is_alive(folder.claim(status.name, entry.claim), view, host)) {
    status.state = ProjectionState::claimed;
    status.host = host;
  } else if (status.state == ProjectionState::open && entry.checkpoint) {
    status.state = ProjectionState::stopped;
  }
  return status;
}

std::vector<JobStatus> read_jobs(FolderView const& view) {
  std::vector<JobStatus> jobs;
  std::error_code error;
  for (auto const& entry : std::filesystem::directory_iterator(view.folder.state(), error)) {
    auto const file = entry.path().string();
    if (!file.ends_with(".job")) continue;
    auto const job = parse_job(CampaignFolder::read(file));
    auto const sign = last_sign_of_life(file);
    if (job.id.empty() || !sign) continue;  // it has ended in the meantime
    jobs.push_back({job, life_of_owner(job, file, view.self, view.now) != Life::dead, view.seconds_since(*sign)});
  }
  return jobs;
}

}  // namespace

std::size_t CampaignStatus::count(ProjectionState state) const {
  return static_cast<std::size_t>(
      std::count_if(projections.begin(), projections.end(), [&](auto const& p) { return p.state == state; }));
}

CampaignStatus read_status(CampaignFolder const& folder) {
  require_campaign(folder);
  FolderView const view{folder};
  auto const entries = folder.list();
  auto projections = listed_projections(folder);
  if (projections.empty())
    for (auto const& [name, entry] : entries)
      if (!name.starts_with('.')) projections.push_back({.name = name});  // .volume is no projection
  CampaignStatus status{.jobs = read_jobs(view)};
  Paces paces(status.jobs, std::chrono::duration<double>(view.now).count());
  for (auto const& projection : projections) {
    auto const entry = entries.find(projection.name);
    status.projections.push_back(
        status_of(projection, entry == entries.end() ? CampaignFolder::Entry{} : entry->second, view, paces));
  }
  paces.mark_slow(status.projections);
  status.per_hour = paces.per_hour();
  status.seconds_left = paces.seconds_left(status.projections);
  return status;
}

}  // namespace ptyger::campaign
