#pragma once

#include <string>
#include <vector>

#include "core/option_table.hpp"
#include "prepare/reconstruct_settings.hpp"

namespace ptyger::prepare {

// Tables of the options from which a reconstruction is prepared. The settings must outlive the table.

/// The files of one scan, an argument without a name.
core::OptionTable input_options(std::vector<std::string>& inputs);

/// Options by which the user states facts about a scan in place of its files: --mask, --crop, --energy and others.
core::OptionTable scan_options(ReadOptions& options);

/// What the detector does to intensities: --upsample and --blur.
core::OptionTable detector_options(ReadOptions& options);

/// --probe; choose_probe() explains its values.
core::OptionTable probe_options(std::string& probe);

/// Options for the devices of this node and how they share a scan: --devices, --partition and others.
core::OptionTable device_options(DeviceOptions& options);

/// Options of a reconstruction, with scan_options() and device_options(), but without input and output files.
core::OptionTable solver_options(ReconstructSettings& settings);

/// Numbers and ranges of frames, or a file with them (read::parse_frame_numbers()).
core::ParsedText frame_numbers(FrameNumbers& target);

/// An interval between checkpoints: 300s or 300 seconds, or 10i iterations.
core::ParsedText checkpoint_interval(checkpoint::Interval& interval);

/// Options of `ptyger plan`: the options of `ptyger reconstruct` without the files to write.
core::OptionTable plan_options(ReconstructSettings& settings);

/// All options of `ptyger reconstruct`.
core::OptionTable reconstruct_options(ReconstructSettings& settings);

}  // namespace ptyger::prepare
