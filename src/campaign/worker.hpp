#pragma once

#include <atomic>
#include <future>
#include <optional>

#include "campaign/campaign.hpp"
#include "campaign/folder.hpp"
#include "campaign/messages.hpp"
#include "campaign/progress_writer.hpp"
#include "campaign/rank_log.hpp"
#include "comm/request_server.hpp"
#include "core/background.hpp"
#include "ptyger/reconstruct.hpp"

namespace ptyger::campaign {

/// The work of one rank in a campaign: asks rank 0 for a projection and solves it, while a second thread reads the next
/// projection and writes the previous result. A failure of one projection is reported and the next one follows.
class Worker {
 public:
  Worker(comm::World const& world, std::vector<Projection> const& projections, CampaignSettings const& settings,
         ProjectionWork const& work, CampaignFolder const& folder, std::string job, comm::RequestServer& server,
         RankLog const& log);

  /// Works until no projection is left, or the campaign is stopped.
  void run();

 private:
  /// A projection that this rank reads, solves or writes.
  struct Task {
    std::size_t number = 0;  ///< index of the projection
    int failures = 0;        ///< earlier failed attempts
    std::string warm_start;  ///< name of the projection whose result is the initial guess; empty: none
    double seconds_reading = 0;
    int resumed_after = 0;  ///< CG iterations in the checkpoint; 0: no checkpoint
    Prepared prepared;
    std::future<void> ready;  ///< ready when `prepared` is filled

    Task(Reply const& reply) : number(reply.projection), failures(reply.failures), warm_start(reply.warm_start) {}
  };
  using TaskPointer = std::shared_ptr<Task>;

  /// Sends a request to rank 0; sets stop_ when this rank or the campaign is to stop.
  Reply ask(Request request);
  TaskPointer next();
  TaskPointer next_to_read_ahead();
  TaskPointer start_reading(Reply const& reply);
  void read(Task& task);
  void resume(Task& task);
  /// Runs `action`; when it throws, reports the projection as failed and returns false.
  bool run_or_fail(Task const& task, std::function<void()> const& action);
  void report_step(Task const& task, WorkStep step);
  void solve(TaskPointer const& task);
  void release(Task const& task);
  void fail(Task const& task, std::string const& reason);
  void write(Task const& task, Result const& result, double seconds);
  void draw_pictures(Task const& task, Result const& result);
  std::string keep_elsewhere(Task const& task, Result const& result);
  /// Notes records and messages of a run; the task must outlive it.
  Observer make_observer(Task const& task);
  [[nodiscard]] bool compares_halves(Task const& task) const;
  void compare_halves(Task& task, Result const& result);
  /// Time since the solver began with the present projection.
  [[nodiscard]] double seconds_solving() const;
  void note_checkpoint(Task const& task, int iteration, std::string const& failure);
  [[nodiscard]] Record record_of(Task const& task) const;
  [[nodiscard]] std::string const& name(Task const& task) const { return projections_[task.number].name; }

  comm::World const& world_;
  std::vector<Projection> const& projections_;
  CampaignSettings const& settings_;
  ProjectionWork const& work_;
  CampaignFolder const& folder_;
  std::string job_;  ///< id of the job
  comm::RequestServer& server_;
  RankLog const& log_;
  ProgressWriter progress_;
  std::atomic<bool> stop_ = false;                       ///< whether the campaign ends before all projections are done
  std::chrono::steady_clock::time_point begin_solving_;  ///< when the solver began with the present projection
  std::chrono::steady_clock::time_point last_progress_;  ///< time of the last message of progress
  core::Background background_;                          ///< last member: its tasks use the other members
};

}  // namespace ptyger::campaign
