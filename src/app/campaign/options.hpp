#pragma once

#include "app/reconstruct_options.hpp"
#include "campaign/campaign.hpp"

namespace ptyger::app {

/// What `ptyger campaign` is asked for.
struct CampaignRequest {
  std::string description;              ///< TOML file; empty: none
  std::vector<std::string> inputs;      ///< files or patterns
  std::vector<std::string> companions;  ///< further files of each scan
  std::vector<std::string> angles;      ///< numbers, FIRST:STEP, or a file
  std::string output;
  std::string logs;  ///< empty: `logs` in the output
  campaign::CampaignSettings settings;
  bool volume_only = false;
  bool no_volume = false;
  bool tiff = false;
  std::size_t air_columns = 0;
  prepare::ReconstructSettings shared;  ///< the solver's options for all
};

/// Registers all options; `request` must outlive parsing.
void add_campaign_options(CLI::App& command, CampaignRequest& request);

/// To be called when all options have their values: what follows from one for others, and what contradicts. Returns
/// notes for the user.
std::vector<std::string> validate_campaign(CLI::App& command, CampaignRequest& request);

}  // namespace ptyger::app
