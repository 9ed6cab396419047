#pragma once

#include "app/campaign/options.hpp"

namespace ptyger::app {

/// The projections that a request names: files that its patterns find, in natural order (scan_2 before scan_10), with
/// their companions and angles, and what the tables [[projection]] of the description say of single ones.
/// shared: the solver's options for all, as TOML. Throws InputError when nothing is found, when names are not unique,
/// or when something does not match.
std::vector<campaign::Projection> find_projections(CampaignRequest const& request, std::string const& shared);

}  // namespace ptyger::app
