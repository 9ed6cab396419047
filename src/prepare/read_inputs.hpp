#pragma once

#include <string>
#include <vector>

#include "prepare/reconstruct_settings.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::prepare {

/// The files of all scans. Throws InputError when the settings name none.
std::vector<std::string> input_files(ReconstructSettings const& settings);

/// The scans of --scan, each with its frames.
std::vector<Scan> read_scans(ReconstructSettings const& settings);

/// The scan of the settings without its frames; several scans are joined at their own positions.
Scan read_outline_of(ReconstructSettings const& settings);

/// Columns of the object between the patches of scans that are put beside each other, pixels.
int gap_between_scans(ReconstructSettings const& settings);

}  // namespace ptyger::prepare
