#pragma once

#include <string>
#include <vector>

#include "core/option_table.hpp"
#include "prepare/reconstruct_settings.hpp"

namespace ptyger::prepare {

// Tables of the options from which a reconstruction is prepared. The settings must outlive the table.

/// The files of one scan, an argument without a name.
core::OptionTable input_options(std::vector<std::string>& inputs);

/// What the user states about a scan in place of its files.
core::OptionTable scan_options(ReadOptions& options);

/// --probe; choose_probe() explains its values.
core::OptionTable probe_options(std::string& probe);

/// How the devices of this node share a scan.
core::OptionTable device_options(DeviceOptions& options);

/// How a scan is reconstructed, whichever scan it is.
core::OptionTable solver_options(ReconstructSettings& settings);

/// What is reconstructed, and how, without the files to write.
core::OptionTable plan_options(ReconstructSettings& settings);

/// All options of `ptyger reconstruct`.
core::OptionTable reconstruct_options(ReconstructSettings& settings);

}  // namespace ptyger::prepare
