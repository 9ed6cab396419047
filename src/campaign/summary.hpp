#pragma once

#include "campaign/folder.hpp"
#include "campaign/run_campaign.hpp"

namespace ptyger::campaign {

/// A line for each projection (name, angle, what became of it, misfit, iterations, time, attempts, where, reason) and
/// the sums below.
std::string summary_table(CampaignOutcome const& outcome);

/// The same for programs.
std::string summary_json(CampaignOutcome const& outcome);

/// Writes both into the folder: summary.txt, summary.json.
void write_summary(CampaignFolder const& folder, CampaignOutcome const& outcome);

}  // namespace ptyger::campaign
