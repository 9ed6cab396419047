#pragma once

#include "campaign/campaign.hpp"

namespace ptyger::app {

/// Reads projections and makes their options as `ptyger reconstruct` does. devices: number of devices of each rank, for
/// projections without --devices; empty: all devices.
campaign::ProjectionWork campaign_work(std::string const& command_line, std::optional<int> devices);

/// Predicted work of a reconstruction, proportional to its time: transforms x pixels of a frame x log2 of its side.
double work_units(Scan const& outline, Options const& options);

}  // namespace ptyger::app
