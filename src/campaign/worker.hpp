#pragma once

#include <atomic>
#include <future>
#include <optional>

#include "campaign/background.hpp"
#include "campaign/campaign.hpp"
#include "campaign/folder.hpp"
#include "campaign/messages.hpp"
#include "campaign/rank_log.hpp"
#include "comm/request_server.hpp"
#include "ptyger/reconstruct.hpp"

namespace ptyger::campaign {

/// What every rank does in a campaign: asks for a projection, solves it, and lets a second thread read the next one and
/// write the last one meanwhile. What goes wrong with one projection is reported, and the next one comes.
class Worker {
 public:
  Worker(comm::World const& world, std::vector<Projection> const& projections, CampaignSettings const& settings,
         CampaignWork const& work, CampaignFolder const& folder, std::string job, comm::RequestServer& server,
         RankLog const& log);

  /// Until nothing is left, or the campaign is stopped.
  void run();

 private:
  /// A projection in the hands of this rank.
  struct Task {
    std::size_t number = 0;
    int failures = 0;        ///< before
    std::string warm_start;  ///< name of a projection
    double seconds_reading = 0;
    int resumed_after = 0;  ///< CG iterations
    Prepared prepared;
    std::future<void> ready;  ///< prepared is filled

    Task(Reply const& reply) : number(reply.projection), failures(reply.failures), warm_start(reply.warm_start) {}
  };
  using TaskPointer = std::shared_ptr<Task>;

  Reply ask(Request request);
  TaskPointer next();
  TaskPointer next_ahead();
  TaskPointer begin(Reply const& reply);
  void read(Task& task);
  void resume(Task& task);
  /// False when it threw, and the projection has failed.
  bool attempt(Task const& task, std::function<void()> const& what);
  void mark(Task const& task, int deaths);
  void solve(TaskPointer const& task);
  void give_back(Task const& task);
  void fail(Task const& task, std::string const& reason);
  void write(Task const& task, Result const& result, double seconds);
  Observer watch(TaskPointer const& task);
  [[nodiscard]] bool checkpoint_due() const;
  void keep(TaskPointer const& task, Checkpoint const& checkpoint);
  [[nodiscard]] Record record_of(Task const& task) const;
  [[nodiscard]] std::string const& name(Task const& task) const { return projections_[task.number].name; }

  comm::World const& world_;
  std::vector<Projection> const& projections_;
  CampaignSettings const& settings_;
  CampaignWork const& work_;
  CampaignFolder const& folder_;
  std::string job_;
  comm::RequestServer& server_;
  RankLog const& log_;
  std::atomic<bool> stop_ = false;  ///< the campaign ends
  std::chrono::steady_clock::time_point last_news_;
  std::chrono::steady_clock::time_point last_checkpoint_;
  int iterations_since_checkpoint_ = 0;
  std::future<void> keeping_;  ///< a checkpoint on its way to the disk
  Background background_;      ///< last: its tasks use the rest
};

}  // namespace ptyger::campaign
