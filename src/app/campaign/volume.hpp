#pragma once

#include "app/campaign/options.hpp"
#include "campaign/run_campaign.hpp"

namespace ptyger::app {

/// Collective: makes volume.h5, the contact sheet and, if asked for, the TIFF stacks of a campaign from its results,
/// and says so.
void write_campaign_volume(comm::World const& world, CampaignRequest const& request,
                           campaign::CampaignOutcome const& outcome);

}  // namespace ptyger::app
