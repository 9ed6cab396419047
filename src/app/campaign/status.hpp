#pragma once

#include <string>

#include "campaign/status.hpp"

namespace ptyger::app {

/// A table with one row for each projection (name, angle, state, node, rank, iteration, misfit, time left, failed
/// attempts, deaths, note), then a line for each job, and numbers, rate and time left of the whole campaign.
std::string status_report(campaign::CampaignStatus const& status);

/// The same as JSON; units are in the names.
std::string status_json(campaign::CampaignStatus const& status);

}  // namespace ptyger::app
