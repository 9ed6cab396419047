#pragma once

#include <optional>
#include <string>
#include <vector>

#include "comm/world.hpp"

namespace ptyger::app {

/// Divides the devices of a node between its ranks, and says so in a note. Returns the number of devices of this rank;
/// empty: all that it may use. Ranks divide the GPUs that the launcher has not divided. Collective; throws
/// Agreed<InputError> when ranks cannot divide their GPUs (device::divide_gpus()).
std::optional<int> devices_of_rank(comm::World const& world, std::vector<std::string>& notes);

}  // namespace ptyger::app
