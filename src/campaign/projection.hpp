#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ptyger::campaign {

/// One scan of a campaign.
struct Projection {
  std::string name = {};  ///< unique in the campaign, and a file name: everything about it is kept under it
  std::vector<std::string> inputs = {};  ///< files of the scan
  std::optional<double> angle_deg = {};  ///< tomography angle; empty: what the scan says
  std::string options = {};              ///< of `ptyger reconstruct`, as TOML
  std::string key = {};                  ///< the part of them that decides the result
};

std::string to_text(std::vector<Projection> const& projections);
std::vector<Projection> parse_projections(std::string const& text);

}  // namespace ptyger::campaign
