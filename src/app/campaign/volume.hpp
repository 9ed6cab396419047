#pragma once

#include "app/campaign/options.hpp"
#include "campaign/run_campaign.hpp"

namespace ptyger::app {

/// Makes volume.h5, the contact sheet and, if the request says so, the TIFF stacks of a campaign from its results;
/// prints the names of the files. Collective over all ranks.
void write_campaign_volume(comm::World const& world, CampaignRequest const& request,
                           campaign::CampaignOutcome const& outcome);

}  // namespace ptyger::app
