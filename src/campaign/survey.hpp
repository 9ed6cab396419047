#pragma once

#include <map>

#include "campaign/campaign.hpp"
#include "campaign/folder.hpp"

namespace ptyger::campaign {

/// The state of every projection before the campaign begins, from the folder and the input files; on rank 0.
struct Survey {
  std::vector<QueueItem> items;            ///< [projection]
  std::map<std::size_t, Record> records;   ///< by index, of projections that are done or have failed
  std::vector<std::size_t> other_options;  ///< projections done with other options than now
  std::vector<std::size_t> other_files;    ///< projections done from other files than now
};

/// Collective: rank 0 lists the folder, and the ranks share the reading of files. `forecast` may be empty: then only
/// the records are read.
Survey survey(comm::World const& world, std::vector<Projection> const& projections, CampaignSettings const& settings,
              CampaignFolder const& folder, std::function<Forecast(Projection const&)> const& forecast);

/// Runs a function on rank 0 and returns its text on all ranks; its exception is thrown on all ranks, as by together().
std::string on_rank_0(comm::World const& world, std::function<std::string()> const& what);

}  // namespace ptyger::campaign
