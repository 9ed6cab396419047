#pragma once

#include <string>
#include <vector>

#include "prepare/reconstruct_settings.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::prepare {

/// Whether --probe names a file and not one of its words.
bool names_a_file(std::string const& probe);

/// Puts the probe that --probe asks for into the scan, or none when the probe is to be found. Adds a sentence to
/// `notes` when the pixels of that probe differ from the pixels of the scan. `kept`: the probe will not be refined.
/// InputError when there is no such probe or it does not fit.
void choose_probe(std::string const& probe, bool kept, Scan& scan, std::vector<std::string>& notes);

/// The solver's options for this scan, with object and probe as --init and --probe ask. Puts the probe into the scan
/// and adds sentences for the user to `notes`. InputError when object or probe are missing or do not fit.
Options initial_guess(ReconstructSettings const& settings, Scan& scan, std::vector<std::string>& notes);

/// Before the frames are read: InputError when the scan would not fit into the devices' memory.
void check_fit(ReconstructSettings const& settings);

}  // namespace ptyger::prepare
