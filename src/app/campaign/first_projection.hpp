#pragma once

#include <optional>
#include <vector>

#include "campaign/campaign.hpp"

namespace ptyger::app {

/// Collective. On rank 0, checks the orientation of the first projection that can be read, and chooses from the first
/// that can be reconstructed the settings that projections leave to choose. What is wrong or right is the same in all
/// projections of an instrument: a wrong orientation ends the campaign before it has begun, on all ranks as
/// comm::Agreed<InputError>; chosen settings are put into the options of all projections, and into DIR/chosen.toml,
/// from where a campaign that goes on takes them. devices: of this rank; empty: all that it may use.
void examine_first_projection(comm::World const& world, std::vector<campaign::Projection>& projections,
                              campaign::CampaignSettings const& settings, std::optional<int> devices,
                              std::vector<std::string>& notes);

}  // namespace ptyger::app
