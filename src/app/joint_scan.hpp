#pragma once

#include <string>
#include <vector>

#include "prepare/reconstruct_settings.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::app {

/// Reads the scan of the settings, or several scans as one: at the offsets that short runs find, unless each has an
/// object of its own. Adds to the notes what was joined.
Scan read_joint_scan(prepare::ReconstructSettings const& settings, std::vector<std::string>& notes);

}  // namespace ptyger::app
