#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ptyger::campaign {

/// One scan of a campaign.
struct Projection {
  std::string name = {};                 ///< unique in the campaign, and valid as a file name
  std::vector<std::string> inputs = {};  ///< files of the scan
  std::optional<double> angle_deg = {};  ///< tomography angle; empty: as in the scan
  std::string options = {};              ///< options of `ptyger reconstruct`, as TOML
  std::string key = {};                  ///< part of the options that determines the result
};

std::string to_text(std::vector<Projection> const& projections);
std::vector<Projection> parse_projections(std::string const& text);

}  // namespace ptyger::campaign
