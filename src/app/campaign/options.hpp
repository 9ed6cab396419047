#pragma once

#include <string>
#include <vector>

#include "campaign/campaign.hpp"
#include "core/option_table.hpp"
#include "prepare/reconstruct_settings.hpp"

namespace ptyger::app {

/// Settings of `ptyger campaign`; campaign_options() is the table of its options.
struct CampaignRequest {
  std::string description;              ///< TOML file; empty: none
  std::vector<std::string> inputs;      ///< files or patterns
  std::vector<std::string> companions;  ///< further files of each scan
  std::vector<std::string> angles;      ///< numbers, FIRST:STEP, or a file
  std::string output;                   ///< folder of the campaign
  std::string logs;                     ///< folder of the logs; empty: `logs` in the output folder
  campaign::CampaignSettings settings;  ///< queue, checkpoints and warm starts
  std::string status;                   ///< folder of a campaign whose state is printed; empty: none
  bool json = false;                    ///< print the state as JSON
  bool volume_only = false;             ///< make only the volume from the results that exist
  bool no_volume = false;               ///< make no volume
  bool tiff = false;                    ///< write phases and amplitudes as TIFF stacks
  std::size_t air_columns = 0;          ///< columns of air at the left and right edge; 0: none known
  prepare::ReconstructSettings shared;  ///< the solver's options for all projections
};

/// All options of `ptyger campaign`. The request must outlive the table.
core::OptionTable campaign_options(CampaignRequest& request);

/// Sets options that follow from others, and throws InputError for options that contradict each other. To be called
/// when all options have their values; `given`: the options that the user has set. Returns notes for the user.
std::vector<std::string> validate_campaign(CampaignRequest& request, core::GivenOptions const& given);

}  // namespace ptyger::app
