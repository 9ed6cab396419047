#pragma once

#include "app/campaign_options.hpp"
#include "campaign/run_campaign.hpp"

namespace ptyger {

/// Collective: makes volume.h5, the contact sheet and, if asked for, the TIFF stacks of a campaign from its results,
/// and says so.
void write_campaign_volume(World const& world, CampaignRequest const& request, CampaignOutcome const& outcome);

}  // namespace ptyger
