#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ptyger::campaign {

/// A projection of a campaign: one ptychographic scan at one tomography angle, to be reconstructed into one image of
/// the volume.
struct Projection {
  std::string name = {};                 ///< unique in the campaign, and valid as a file name
  std::vector<std::string> inputs = {};  ///< files of the scan
  std::optional<double> angle_deg = {};  ///< tomography angle; empty: as in the scan
  std::string options = {};              ///< all options of `ptyger reconstruct`, as TOML
  std::string key = {};  ///< the options that change the result, as TOML; tells whether a result is up to date
};

/// Projections as JSON.
std::string to_text(std::vector<Projection> const& projections);
std::vector<Projection> parse_projections(std::string const& text);

}  // namespace ptyger::campaign
