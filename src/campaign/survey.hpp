#pragma once

#include <map>

#include "campaign/campaign.hpp"
#include "campaign/folder.hpp"

namespace ptyger::campaign {

/// What the folder and the files say of every projection before anything is begun; on rank 0.
struct Survey {
  std::vector<QueueItem> items;           ///< [projection]
  std::map<std::size_t, Record> records;  ///< of those that are done or have failed
  std::vector<std::size_t> changed;       ///< done, but with other options than now
  std::vector<std::size_t> moved;         ///< done, but from other files than now
};

/// Collective: rank 0 lists the folder, and all ranks share the looking into files. `forecast` may be empty: then
/// nothing but the records is read.
Survey survey(comm::World const& world, std::vector<Projection> const& projections, CampaignSettings const& settings,
              CampaignFolder const& folder, std::function<Forecast(Projection const&)> const& forecast);

/// Runs something on rank 0 and gives its text to all; what it throws is thrown on all ranks, as by together().
std::string on_rank_0(comm::World const& world, std::function<std::string()> const& what);

}  // namespace ptyger::campaign
