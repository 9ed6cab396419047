#pragma once

#include "campaign/campaign.hpp"
#include "campaign/dispatcher.hpp"

namespace ptyger::campaign {

/// The outcome of a campaign, the same on all ranks.
struct CampaignOutcome {
  Dispatcher::End end = Dispatcher::End::finished;
  std::string output_error = {};  ///< message of the error with End::output_error
  /// [projection]; attempts == 0 and not done: never tried, or claimed by another job.
  std::vector<Record> records = {};
  double seconds = 0;
  std::string job = {};            ///< id of this run; empty: nothing was to be reconstructed
  std::size_t skipped = 0;         ///< projections that were done before this run began
  std::size_t left_elsewhere = 0;  ///< projections that are not done, and that other jobs have claimed

  /// Number of projections that are done.
  [[nodiscard]] std::size_t done() const;
  /// Number of projections that failed.
  [[nodiscard]] std::size_t failed() const;
  /// Number of projections that another job has done while this run lasted.
  [[nodiscard]] std::size_t done_elsewhere() const;
};

/// Reconstructs the projections that are not done, with all ranks of the world; collective, with the same projections
/// and settings on all. Needs an initialised Kokkos. Throws InputError, on all ranks alike, when the folder cannot be
/// used or holds results that were made with other options.
CampaignOutcome run_campaign(comm::World const& world, std::vector<Projection> const& projections,
                             CampaignSettings const& settings, ProjectionWork const& work,
                             CampaignObserver const& observer);

/// The records of all projections, [projection], as the folder has them; collective.
std::vector<Record> read_records(comm::World const& world, std::vector<Projection> const& projections,
                                 CampaignSettings const& settings);

}  // namespace ptyger::campaign
