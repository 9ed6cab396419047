#pragma once

#include <vector>

#include "campaign/campaign.hpp"

namespace ptyger::app {

/// Collective. Rank 0 checks the orientation of the first projection that has a probe and can be read. A wrong
/// orientation is the same in all projections of an instrument, so it ends the campaign, on all ranks as
/// comm::Agreed<InputError>, before it has begun; a campaign that goes on was checked in its first run.
void require_campaign_orientation(comm::World const& world, std::vector<campaign::Projection> const& projections,
                                  campaign::CampaignSettings const& settings);

}  // namespace ptyger::app
