#include "campaign/progress_writer.hpp"

#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <vector>

#include "core/interrupt.hpp"

namespace ptyger::campaign {
namespace {

constexpr auto write_interval = std::chrono::seconds(2);  // between two writings of a file, at least
// Between two looks for a signal: mpirun kills a rank one second after it told the rank to stop.
constexpr auto pause = std::chrono::milliseconds(200);
constexpr int signs_per_lease = 6;

ProgressRecord blank_record(int rank, std::chrono::milliseconds lease) {
  ProgressRecord record{.process = this_job(), .rank = rank};
  record.process.lease_ms = lease.count();
  return record;
}

}  // namespace

ProgressWriter::ProgressWriter(CampaignFolder const& folder, int rank, std::chrono::milliseconds lease)
    : folder_(folder), blank_(blank_record(rank, lease)) {
  thread_ = std::jthread([this](std::stop_token const& stop) {
    std::mutex mutex;
    std::condition_variable_any wake_up;  // notified only when the thread is asked to stop
    for (std::unique_lock lock(mutex); !stop.stop_requested();) {
      wake_up.wait_for(lock, stop, pause, [] { return false; });
      write_due(core::interrupt_came());
    }
  });
}

ProgressWriter::~ProgressWriter() = default;

void ProgressWriter::begin(std::string const& name) {
  auto record = blank_;
  record.deaths = count_deaths(folder_, name);
  std::lock_guard const files(files_mutex_);
  {
    std::lock_guard const lock(mutex_);
    entries_[name] = {.record = std::move(record), .last_change = Clock::now()};
  }
  write(name);
}

void ProgressWriter::change(std::string const& name, std::function<void(ProgressRecord&)> const& apply, bool now) {
  {
    std::lock_guard const lock(mutex_);
    auto const entry = entries_.find(name);
    if (entry == entries_.end()) return;
    apply(entry->second.record);
    entry->second.changed = true;
    entry->second.last_change = Clock::now();
  }
  if (!now) return;
  std::lock_guard const files(files_mutex_);
  write(name);
}

void ProgressWriter::end(std::string const& name) {
  std::lock_guard const files(files_mutex_);
  {
    std::lock_guard const lock(mutex_);
    if (entries_.erase(name) == 0) return;
  }
  ::unlink(folder_.progress(name).c_str());
}

void ProgressWriter::write_due(bool stopping) {
  auto const sign_interval = std::chrono::milliseconds(blank_.process.lease_ms / signs_per_lease);
  auto const now = Clock::now();
  std::lock_guard const files(files_mutex_);
  std::vector<std::string> due;
  {
    std::lock_guard const lock(mutex_);
    for (auto& [name, entry] : entries_) {
      bool const news = stopping && !entry.record.told_to_stop;
      entry.record.told_to_stop = stopping;
      auto const age = now - entry.last_written;
      if (news || age >= sign_interval || (entry.changed && age >= write_interval)) due.push_back(name);
    }
  }
  for (auto const& name : due) write(name);
}

void ProgressWriter::write(std::string const& name) {
  ProgressRecord record;
  {
    std::lock_guard const lock(mutex_);
    auto const found = entries_.find(name);
    if (found == entries_.end()) return;
    auto& entry = found->second;
    entry.changed = false;
    entry.last_written = Clock::now();
    record = entry.record;
    record.seconds_silent = std::chrono::duration<double>(entry.last_written - entry.last_change).count();
  }
  try {
    CampaignFolder::write(folder_.progress(name), to_text(record), CampaignFolder::Durability::process);
  } catch (std::exception const&) {
  }
}

}  // namespace ptyger::campaign
