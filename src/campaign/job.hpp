#pragma once

#include <string>

namespace ptyger::campaign {

/// One run of a campaign, as other runs on the same folder see it: the process of its rank 0.
struct Job {
  std::string id;              ///< unique, and a file name: host, process, when it started
  std::string host;            ///< for messages
  std::string place;           ///< where the process number means something: kernel's boot and space of processes
  long process = 0;            ///< number of the process
  unsigned long started = 0;   ///< clock ticks after boot at which the process started
  std::string batch_job = {};  ///< number given by the batch system; empty: none
  long lease_ms = 0;           ///< it counts as dead after so long without a sign of life; claims.hpp
  int restarts = 0;            ///< how often the batch system has started that job again
};

/// The job of this process.
Job this_job();

std::string to_text(Job const& job);

/// A job without id when the text is not one.
Job parse_job(std::string const& text);

enum class Life { alive, dead, unknown };

/// Whether a job still runs, as far as it can be told from `self`'s place: by its process, or because the batch system
/// has started it again as `self`.
Life life_of(Job const& job, Job const& self);

}  // namespace ptyger::campaign
