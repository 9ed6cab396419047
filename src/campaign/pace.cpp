#include "campaign/pace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/host.hpp"

namespace ptyger::campaign {
namespace {

constexpr double slow_factor = 3;       // times the usual duration of an iteration
constexpr double shortest_silence = 5;  // seconds; files are written every two seconds
constexpr double seconds_an_hour = 3600;

/// The middle value, of an even number the lower of the two in the middle: of two projections the faster one is usual.
double lower_median(std::vector<double> values) {
  auto const middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

Paces::Paces(std::vector<JobStatus> const& jobs, double now) : now_(now) {
  for (auto const& job : jobs)
    if (job.alive) jobs_.insert(job.job.id);
}

void Paces::add_done(Record const& record) {
  if (auto const end = core::parse_time_stamp(record.finished))
    done_.push_back({record.job, *end - record.seconds_solving - record.seconds_reading, *end});
  // The time of a projection that resumed from a checkpoint does not include its first iterations.
  if (record.resumed_after == 0 && record.frames > 0 && record.iterations > 0)
    seconds_per_frame_.push_back(record.seconds_solving / static_cast<double>(record.iterations * record.frames));
}

void Paces::add_progress(ProjectionStatus const& status, ProgressRecord const& progress, double file_age) {
  if (status.state != ProjectionState::running) return;
  Running running{.name = status.name,
                  .frames = static_cast<double>(progress.frames),
                  .mean = progress.records > 0 ? progress.seconds / progress.records : 0,
                  .silent = progress.seconds_silent + file_age,
                  .fraction = progress.fraction};
  running.begin = now_ - running.silent - progress.seconds;
  if (running.mean > 0 && running.frames > 0) seconds_per_frame_.push_back(running.mean / running.frames);
  running_.push_back(std::move(running));
}

void Paces::mark_slow(std::vector<ProjectionStatus>& projections) const {
  if (seconds_per_frame_.empty()) return;
  auto const median = lower_median(seconds_per_frame_);
  for (auto& projection : projections) {
    auto const running = std::find_if(running_.begin(), running_.end(), [&](Running const& other) {
      return projection.state == ProjectionState::running && other.name == projection.name;
    });
    if (running == running_.end()) continue;
    double const usual = median * running->frames;  // seconds
    bool const stalled = running->silent > std::max(shortest_silence, slow_factor * usual);
    projection.slow = stalled || running->mean > slow_factor * usual;
    if (stalled)
      projection.note = fmt::format("slow: no iteration for {:.0f} s; usual is {:.2g} s", running->silent, usual);
    else if (projection.slow)
      projection.note = fmt::format("slow: an iteration takes {:.2g} s; usual is {:.2g} s", running->mean, usual);
  }
}

std::optional<double> Paces::per_hour() const {
  auto jobs = jobs_;
  double end = now_;
  if (jobs.empty()) {
    auto const last =
        std::max_element(done_.begin(), done_.end(), [](auto const& a, auto const& b) { return a.end < b.end; });
    if (last == done_.end()) return std::nullopt;
    jobs.insert(last->job);
    end = last->end;
  }
  double begin = end;
  double work = 0;  // projections
  for (auto const& done : done_) {
    if (!jobs.contains(done.job)) continue;
    begin = std::min(begin, done.begin);
    ++work;
  }
  if (!jobs_.empty()) {
    for (auto const& running : running_) {
      begin = std::min(begin, running.begin);
      work += running.fraction;
    }
  }
  if (work <= 0 || begin >= end) return std::nullopt;
  return seconds_an_hour * work / (end - begin);
}

std::optional<double> Paces::seconds_left(std::vector<ProjectionStatus> const& projections) const {
  auto const rate = per_hour();
  if (jobs_.empty() || !rate) return std::nullopt;
  double work = 0;     // projections
  double longest = 0;  // seconds that a running projection needs
  for (auto const& projection : projections) {
    if (projection.state == ProjectionState::done || projection.state == ProjectionState::failed) continue;
    if (projection.state != ProjectionState::writing) work += 1 - projection.fraction;
    longest = std::max(longest, projection.seconds_left.value_or(0));
  }
  return std::max(longest, seconds_an_hour * work / *rate);
}

}  // namespace ptyger::campaign
