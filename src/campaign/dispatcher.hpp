#pragma once

#include <map>
#include <optional>

#include "campaign/campaign.hpp"
#include "campaign/claims.hpp"
#include "campaign/messages.hpp"
#include "campaign/queue.hpp"
#include "campaign/rank_log.hpp"

namespace ptyger::campaign {

/// Rank 0's side of a running campaign: hands projections out, hears what became of them, and says when all is over.
/// Called by one thread at a time.
class Dispatcher {
 public:
  /// items: one for each projection. records: of those that are done or have failed, as far as they are known.
  Dispatcher(std::vector<Projection> const& projections, std::vector<QueueItem> items,
             std::map<std::size_t, Record> records, CampaignSettings const& settings, CampaignFolder const& folder,
             Claims& claims, int ranks, RankLog const& log, CampaignObserver const& observer);

  std::string answer(int rank, std::string const& request);
  /// Shows how far it is; about every second.
  void show() const;

  enum class End { settled, left_to_others, by_batch_system, by_user, broken };
  /// How it ended, once nobody asks any more.
  [[nodiscard]] End end() const;
  [[nodiscard]] std::string const& broken() const { return broken_; }
  [[nodiscard]] std::map<std::size_t, Record> const& records() const { return records_; }

 private:
  bool take(std::size_t projection, QueueItem& item);
  bool adopt(std::size_t projection, QueueItem& item);
  bool give_up(std::size_t projection, QueueItem& item);
  Reply next(int rank, bool ahead);
  void record_outcome(int rank, Request const& request);
  void hear_of_stop(Request const& request);
  bool others_let_go();
  [[nodiscard]] bool over() const;
  [[nodiscard]] Overview overview() const;
  void say(std::string const& text) const;

  std::vector<Projection> const& projections_;
  CampaignSettings const& settings_;
  CampaignFolder const& folder_;
  Claims& claims_;
  RankLog const& log_;
  CampaignObserver const& observer_;
  std::map<std::size_t, Record> records_;
  Queue queue_;
  std::map<std::size_t, double> fractions_;  ///< of those that run
  std::optional<End> stop_;
  std::string broken_;
  bool certain_ = true;  ///< that the other jobs which have the rest do run
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::optional<std::chrono::steady_clock::time_point> ran_out_;  ///< nothing left but what others have
  std::chrono::steady_clock::time_point looked_;
  double cost_ = 0;         ///< of all
  double cost_before_ = 0;  ///< of what was done before
};

}  // namespace ptyger::campaign
