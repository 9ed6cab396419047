#pragma once

#include "campaign/folder.hpp"
#include "campaign/run_campaign.hpp"

namespace ptyger::campaign {

/// A table with one row for each projection (name, angle, state, misfit, frames, iterations, time, attempts, reason)
/// and the sums below.
std::string summary_table(CampaignOutcome const& outcome);

/// The records and sums as JSON.
std::string summary_json(CampaignOutcome const& outcome);

/// Writes summary.txt and summary.json into the folder.
void write_summary(CampaignFolder const& folder, CampaignOutcome const& outcome);

}  // namespace ptyger::campaign
