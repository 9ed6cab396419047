#pragma once

#include "app/campaign/options.hpp"

namespace ptyger::app {

/// The projections of a request: the files that its patterns find, in natural order (scan_2 before scan_10), with
/// companions and angles, changed and completed by the tables [[projection]] of the description. shared_toml: the
/// solver's options for all projections, as TOML. Throws InputError when there is no projection, when names are not
/// unique, or when a table is wrong.
std::vector<campaign::Projection> find_projections(CampaignRequest const& request, std::string const& shared_toml);

}  // namespace ptyger::app
