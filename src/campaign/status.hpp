#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "campaign/folder.hpp"
#include "campaign/job.hpp"
#include "ptyger/words.hpp"

namespace ptyger::campaign {

/// What happens to a projection.
enum class ProjectionState {
  open,     ///< nobody has begun with it
  stopped,  ///< nobody works on it; a checkpoint, or an earlier death, shows that somebody did
  claimed,  ///< a job that runs has claimed it, and no rank has begun with it yet
  reading,  ///< a rank reads it
  ready,    ///< a rank has read it, and solves it next
  running,  ///< a rank solves it
  writing,  ///< a rank writes its result
  dead,     ///< the process that worked on it is gone, and no job has taken it over
  failed,   ///< the last attempt failed
  done
};
/// Words of ProjectionState.
constexpr std::array<Word<ProjectionState>, 10> words_of(ProjectionState) {
  return {{{"open", ProjectionState::open},
           {"stopped", ProjectionState::stopped},
           {"claimed", ProjectionState::claimed},
           {"reading", ProjectionState::reading},
           {"ready", ProjectionState::ready},
           {"running", ProjectionState::running},
           {"writing", ProjectionState::writing},
           {"dead", ProjectionState::dead},
           {"failed", ProjectionState::failed},
           {"done", ProjectionState::done}}};
}

/// State of one projection, as the files of the campaign tell it.
struct ProjectionStatus {
  std::string name = {};
  std::optional<double> angle_deg = {};  ///< tomography angle, when it is known
  ProjectionState state = ProjectionState::open;
  std::string host = {};                    ///< machine of the rank; empty: no rank works or worked on it
  std::optional<int> rank = {};             ///< rank that works or worked on it
  long process = 0;                         ///< process of the rank, while it works and when it has died
  std::string phase = {};                   ///< part of the run, of the last record
  int iteration = 0;                        ///< number of the last record in its phase; state done: number of records
  std::optional<double> nrmse = {};         ///< misfit
  std::optional<double> seconds_left = {};  ///< estimate
  double fraction = 0;                      ///< estimated fraction that is done
  int failures = 0;                         ///< failed attempts
  int deaths = 0;                           ///< processes that died in turn while they worked on it
  std::string note = {};                    ///< why it failed or ended, or why it is slow
  bool slow = false;                        ///< state running: the iterations take much longer than usual
};

/// A job that has left its file in the folder.
struct JobStatus {
  Job job = {};
  bool alive = false;         ///< its process was seen, or it gave a sign of life within its lease
  double silent_seconds = 0;  ///< time since its last sign of life
};

/// State of a campaign.
struct CampaignStatus {
  std::vector<ProjectionStatus> projections = {};
  std::vector<JobStatus> jobs = {};
  std::optional<double> per_hour = {};      ///< projections an hour of the jobs that run, else of the last job
  std::optional<double> seconds_left = {};  ///< estimate; empty: no job runs, or nothing is known

  /// Number of projections in this state.
  [[nodiscard]] std::size_t count(ProjectionState state) const;
};

/// Reads the state of a campaign from its files; writes nothing and takes no lock. Throws InputError when the folder
/// does not belong to a campaign.
CampaignStatus read_status(CampaignFolder const& folder);

}  // namespace ptyger::campaign
