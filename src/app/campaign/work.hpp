#pragma once

#include "campaign/campaign.hpp"

namespace ptyger::app {

/// Reading and options of a campaign's projections as `ptyger reconstruct` has them.
/// devices: of each rank, where the options of a projection leave their number open; empty: as many as there are.
campaign::CampaignWork campaign_work(std::string const& command_line, std::optional<int> devices);

/// Work units of a reconstruction: values of far fields that it transforms, in about so many passes as the options say.
double work_units(Scan const& outline, Options const& options);

}  // namespace ptyger::app
