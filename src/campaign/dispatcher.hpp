#pragma once

#include <map>
#include <optional>

#include "campaign/campaign.hpp"
#include "campaign/claims.hpp"
#include "campaign/messages.hpp"
#include "campaign/queue.hpp"
#include "campaign/rank_log.hpp"

namespace ptyger::campaign {

/// Rank 0's side of a running campaign: assigns projections to ranks, records their outcomes, and ends the campaign.
/// Called by one thread at a time.
class Dispatcher {
 public:
  /// items: one for each projection. records: by index, of projections that are done or have failed.
  Dispatcher(std::vector<Projection> const& projections, std::vector<QueueItem> items,
             std::map<std::size_t, Record> records, CampaignSettings const& settings, CampaignFolder const& folder,
             Claims& claims, int ranks, RankLog const& log, CampaignObserver const& observer);

  /// Reply to a request of a rank; both are texts as in messages.hpp.
  std::string answer(int rank, std::string const& request);
  /// Passes the progress to the observer; called about every second.
  void report_progress() const;

  /// Why the campaign ended.
  enum class End {
    finished,         ///< every projection is done or has failed for good
    left_to_others,   ///< other jobs work on the remaining projections
    by_batch_system,  ///< stopped by a signal of the batch system
    by_user,          ///< stopped by Ctrl-C
    output_error      ///< nothing can be written to the folder
  };
  /// How the campaign ended; call it when no rank sends requests any more.
  [[nodiscard]] End end() const;
  /// Message of the error that ended the campaign with End::output_error.
  [[nodiscard]] std::string const& output_error() const { return output_error_; }
  [[nodiscard]] std::map<std::size_t, Record> const& records() const { return records_; }
  /// Number of projections that other jobs had claimed when this job last tried to claim them.
  [[nodiscard]] std::size_t elsewhere() const { return queue_.count(QueueItem::State::elsewhere); }

 private:
  bool acquire(std::size_t projection, QueueItem& item);
  bool read_record_of_other_job(std::size_t projection, QueueItem& item);
  bool give_up_after_deaths(std::size_t projection, QueueItem& item);
  /// The next projection for a rank; ahead: to read while the rank solves another one.
  Reply next(int rank, bool ahead);
  void record_outcome(int rank, Request const& request);
  /// Ends the campaign when a request says that a rank was told to stop or cannot write.
  void note_stop(Request const& request);
  bool recheck_other_jobs();
  [[nodiscard]] bool is_finished() const;
  [[nodiscard]] Overview overview() const;
  void report(std::string const& text) const;

  std::vector<Projection> const& projections_;
  CampaignSettings const& settings_;
  CampaignFolder const& folder_;
  Claims& claims_;
  RankLog const& log_;
  CampaignObserver const& observer_;
  std::map<std::size_t, Record> records_;
  Queue queue_;
  /// Fraction done of projections that ranks have begun to solve; 1: solved, and the result is being written.
  std::map<std::size_t, double> fractions_;
  std::optional<End> stop_;   ///< set when the campaign ends before all projections are done
  std::string output_error_;  ///< message of the error that ended the campaign
  bool owners_run_ = true;    ///< all jobs that have claimed the remaining projections were seen to run
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();  ///< of this run
  /// Time from which only projections of other jobs are left.
  std::optional<std::chrono::steady_clock::time_point> only_others_since_;
  std::chrono::steady_clock::time_point last_recheck_;  ///< when projections of other jobs were last tried
  double cost_ = 0;                                     ///< work units of all projections
  double cost_before_ = 0;                              ///< work units of projections that earlier runs finished
};

}  // namespace ptyger::campaign
