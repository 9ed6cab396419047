#pragma once

#include <string>
#include <vector>

#include "campaign/campaign.hpp"
#include "core/option_table.hpp"
#include "prepare/reconstruct_settings.hpp"

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

/// All options of `ptyger campaign`. The request must outlive the table.
core::OptionTable campaign_options(CampaignRequest& request);

/// Sets options that follow from others, and throws InputError for options that contradict each other. To be called
/// when all options have their values; `given`: the options that the user has set. Returns notes for the user.
std::vector<std::string> validate_campaign(CampaignRequest& request, core::GivenOptions const& given);

}  // namespace ptyger::app
