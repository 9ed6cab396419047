#pragma once

#include "campaign/campaign.hpp"
#include "campaign/dispatcher.hpp"

namespace ptyger::campaign {

/// What became of a campaign, on all ranks alike.
struct CampaignOutcome {
  Dispatcher::End end = Dispatcher::End::settled;
  std::string broken = {};  ///< why nothing could be written any more
  std::vector<Record> records =
      {};  ///< [projection]; attempts == 0 and not done: never tried, or in the hands of others
  double seconds = 0;
  std::string job = {};  ///< this run; empty: nothing was to be reconstructed

  [[nodiscard]] std::size_t done() const;
  [[nodiscard]] std::size_t failed() const;
  /// Done already when this run came to them: by an earlier one, or by another job.
  [[nodiscard]] std::size_t skipped() const;
};

/// Reconstructs what is missing of a campaign, with all ranks of the world; collective, with the same projections and
/// settings on all. Needs an initialised Kokkos. Throws InputError, on all ranks alike, when the folder cannot be used
/// or holds results that were made with other options.
CampaignOutcome run_campaign(comm::World const& world, std::vector<Projection> const& projections,
                             CampaignSettings const& settings, CampaignWork const& work,
                             CampaignObserver const& observer);

/// Only what the folder says of the projections; collective.
std::vector<Record> read_records(comm::World const& world, std::vector<Projection> const& projections,
                                 CampaignSettings const& settings);

}  // namespace ptyger::campaign
