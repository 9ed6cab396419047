#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "campaign/folder.hpp"
#include "campaign/job.hpp"

namespace ptyger::campaign {

/// Claims of projections, so that no two jobs work on the same one. Rank 0 of a job makes them for all its ranks.
///
/// A claim is a hard link NAME.claim.1 to the file of its job: link() succeeds for one job only, a link is never half
/// written, and its modification time is the job's last sign of life. The claim of a dead job is taken over by the job
/// that links the next number. A job is dead when its process is gone, as seen from the same machine, or when it gave
/// no sign of life during the longer of its own lease and the lease of this job, by the clock of the file system. Where
/// hard links cannot be made, claims are files.
class Claims {
 public:
  /// The state of a projection after a call of acquire().
  enum class Outcome {
    ours,       ///< this job has claimed the projection
    elsewhere,  ///< another job that runs, or may run, has claimed it
    done        ///< another job has finished it in the meantime
  };
  /// What acquire() found.
  struct Acquired {
    Outcome outcome = Outcome::ours;
    bool owner_runs = true;  ///< for Outcome::elsewhere: the process of that job was seen to run
  };

  /// Writes the file of the job, and renews its modification time within each lease.
  Claims(CampaignFolder const& folder, Job job, std::chrono::milliseconds lease);
  /// Releases all claims.
  ~Claims();
  Claims(Claims const&) = delete;
  Claims& operator=(Claims const&) = delete;

  /// Claims the projection `name` unless another job has claimed or finished it.
  Acquired acquire(std::string const& name);
  /// Removes the claim of this job on a projection.
  void release(std::string const& name);

  /// Removes the files of dead jobs, and claims, failures, checkpoints and progress of projections that are done.
  void remove_dead_jobs();

  [[nodiscard]] Job const& job() const { return job_; }

 private:
  /// Sets the modification time of the file of the job, and of claims that are files.
  void renew_lease();
  /// Makes the file of a claim; false when another job has made it.
  bool make_claim(std::string const& claim);
  [[nodiscard]] bool is_ours(std::string const& claim) const;
  [[nodiscard]] bool another_claim_is_alive(std::string const& name, int number) const;
  [[nodiscard]] Life life_of_owner(std::string const& file) const;
  [[nodiscard]] bool may_be_alive(std::string const& file) const { return life_of_owner(file) != Life::dead; }
  CampaignFolder const& folder_;
  Job job_;
  std::chrono::milliseconds lease_;
  std::string file_;                    ///< file of the job
  std::map<std::string, int> claimed_;  ///< claims of this job: number by name of the projection
  std::atomic<bool> links_ = true;      ///< whether claims are hard links to file_
  mutable std::mutex mutex_;            ///< guards claimed_ and the file of the job
  std::jthread lease_thread_;           ///< calls renew_lease() several times within the lease
};

}  // namespace ptyger::campaign
