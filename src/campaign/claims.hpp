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

/// Which job works on which projection, so that no two work on the same. Held by rank 0 of a job for all its ranks.
///
/// A claim is a link to the file of its job: making it is one call that only one job can win, it is never half
/// written, and the job's sign of life is that of all its claims. The claim of a job that died is taken over by making
/// the next number; who makes it has it. A job is dead when its process is gone, as seen from the same machine, or when
/// it gave no sign of life for as long as its lease or ours, whichever is longer, by the clock of the file system.
/// Where links cannot be made, files take their place.
class Claims {
 public:
  enum class Outcome {
    ours,
    elsewhere,  ///< a job that runs, or may run, has it
    done        ///< it was done in the meantime
  };
  struct Taken {
    Outcome outcome = Outcome::ours;
    bool certain = true;  ///< elsewhere: that job's process was seen to run
  };

  /// Writes the job's file and keeps it alive.
  Claims(CampaignFolder const& folder, Job job, std::chrono::milliseconds lease);
  /// Releases everything.
  ~Claims();
  Claims(Claims const&) = delete;
  Claims& operator=(Claims const&) = delete;

  Taken take(std::string const& name);
  void release(std::string const& name);

  /// Removes files of jobs that are dead, and their claims of projections that are done.
  void remove_dead_jobs();

  [[nodiscard]] Job const& job() const { return job_; }

 private:
  void beat();
  bool make(std::string const& claim);
  [[nodiscard]] bool is_ours(std::string const& claim) const;
  [[nodiscard]] bool contested(std::string const& name, int number) const;
  [[nodiscard]] Life life(std::string const& file) const;
  [[nodiscard]] bool alive(std::string const& file) const { return life(file) != Life::dead; }
  CampaignFolder const& folder_;
  Job job_;
  std::chrono::milliseconds lease_;
  std::string file_;                 ///< of the job
  std::map<std::string, int> held_;  ///< name -> number of the claim
  std::atomic<bool> links_ = true;
  mutable std::mutex mutex_;  ///< of what the heart and the others use
  std::jthread heart_;        ///< gives signs of life, several within the lease
};

}  // namespace ptyger::campaign
