#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "campaign/progress_record.hpp"
#include "campaign/status.hpp"

namespace ptyger::campaign {

/// How fast a campaign advances: projections an hour, and which projections advance much slower than the others.
class Paces {
 public:
  /// now: seconds since 1970.
  Paces(std::vector<JobStatus> const& jobs, double now);

  /// Adds a projection that is done.
  void add_done(Record const& record);
  /// Adds a projection in work. file_age: seconds since its progress was written.
  void add_progress(ProjectionStatus const& status, ProgressRecord const& progress, double file_age);

  /// Marks the running projections whose iterations take more than three times as long as usual, a frame, or that have
  /// had no iteration for so long; their note says so.
  void mark_slow(std::vector<ProjectionStatus>& projections) const;
  /// Projections an hour of the jobs that run, parts of projections included; without one of the job that ended last.
  /// Empty when nothing is known.
  [[nodiscard]] std::optional<double> per_hour() const;
  /// Estimated seconds until all projections are done that have not failed; empty when no job runs, or nothing is
  /// known.
  [[nodiscard]] std::optional<double> seconds_left(std::vector<ProjectionStatus> const& projections) const;

 private:
  struct Done {
    std::string job;
    double begin = 0;  ///< seconds since 1970
    double end = 0;
  };
  struct Running {
    std::string name;
    double frames = 0;
    double mean = 0;    ///< seconds of an iteration; 0: not known
    double silent = 0;  ///< seconds without an iteration
    double begin = 0;   ///< of the solver, seconds since 1970
    double fraction = 0;
  };

  double now_;
  std::set<std::string> jobs_;  ///< ids of the jobs that run
  std::vector<Done> done_;
  std::vector<Running> running_;
  std::vector<double> seconds_per_frame_;  ///< of an iteration, one value for each projection that is done or running
};

}  // namespace ptyger::campaign
