#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "campaign/progress_record.hpp"

namespace ptyger::campaign {

/// Writes the progress of the projections that a rank reads, solves and writes, one file each, on a thread of its own:
/// after a change at most once in two seconds, without one several times within the lease, as a sign of life. Errors in
/// writing are ignored. Any thread may call.
class ProgressWriter {
 public:
  ProgressWriter(CampaignFolder const& folder, int rank, std::chrono::milliseconds lease);
  /// The files of projections whose work has not ended stay.
  ~ProgressWriter();
  ProgressWriter(ProgressWriter const&) = delete;
  ProgressWriter& operator=(ProgressWriter const&) = delete;

  /// Notes that the rank begins with a projection, and writes its file. Returns only when the file is there, since the
  /// process may die at any moment later.
  void begin(std::string const& name);
  /// Calls `apply` with the record of a projection. now: writes the file before returning; else soon.
  void change(std::string const& name, std::function<void(ProgressRecord&)> const& apply, bool now = false);
  /// Removes the file: the work on the projection has ended.
  void end(std::string const& name);

 private:
  using Clock = std::chrono::steady_clock;
  /// A projection in work.
  struct Entry {
    ProgressRecord record;
    bool changed = true;               ///< whether the file has not the last change yet
    Clock::time_point last_change;     ///< time of the last change
    Clock::time_point last_written{};  ///< time when the file was written
  };

  void write_due(bool stopping);
  /// Writes the file of a projection, unless its work has ended. Needs files_mutex_.
  void write(std::string const& name);

  CampaignFolder const& folder_;
  ProgressRecord const blank_;  ///< record of a projection that is not read yet
  std::map<std::string, Entry> entries_;
  std::mutex mutex_;        ///< guards entries_; held for moments only, so that the solver never waits for a disk
  std::mutex files_mutex_;  ///< held while files are written and removed; taken before mutex_
  std::jthread thread_;
};

}  // namespace ptyger::campaign
