#pragma once

#include <string>

namespace ptyger::campaign {

/// One run of a campaign, as other runs on the same folder see it: the process of its rank 0.
struct Job {
  std::string id;              ///< host, process and start of the process; unique, and valid as a file name
  std::string host;            ///< for messages
  std::string pid_namespace;   ///< boot of the kernel and PID namespace, in which `process` is unique
  long process = 0;            ///< number of the process
  unsigned long started = 0;   ///< time at which the process started, clock ticks since boot
  std::string batch_job = {};  ///< number given by the batch system; empty: none
  long lease_ms = 0;           ///< the job counts as dead after so long without a sign of life; claims.hpp
  int restarts = 0;            ///< how often the batch system has started the job again
};

/// The job of this process.
Job this_job();

std::string to_text(Job const& job);

/// Reads the text of a job; a Job without id when the text is damaged.
Job parse_job(std::string const& text);

/// Whether a job runs; unknown: its process cannot be seen from this process.
enum class Life { alive, dead, unknown };

/// Whether a job still runs, judged by the job `self`: its process exists, or does not, in the same PID namespace; or
/// the batch system has restarted it as `self`, so that it is dead. Else Life::unknown.
Life life_of(Job const& job, Job const& self);

}  // namespace ptyger::campaign
