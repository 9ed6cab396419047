#pragma once

#include <string>
#include <vector>

#include "prepare/reconstruct_settings.hpp"
#include "ptyger/choose_settings.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::prepare {

/// Whether the value of --probe is the name of a file; else it is auto, file or blind.
bool names_a_file(std::string const& probe);

/// Puts the probe that --probe asks for into the scan, and no probe when it must be searched for. fixed: the probe will
/// not be refined. `notes` gets sentences for the user. Throws InputError when the probe is missing or does not fit the
/// scan.
void choose_probe(std::string const& probe, bool fixed, Scan& scan, std::vector<std::string>& notes);

/// The solver's options of the settings, with a variation probe for each further probe of the scan.
Options options_for(ReconstructSettings const& settings, Scan const& scan);

/// The solver's options for this scan, with the initial object and probe that --init and --probe ask for. The probe is
/// put into the scan, `notes` gets sentences for the user. Throws InputError when a file or a probe is
/// missing or does not fit the scan.
Options initial_guess(ReconstructSettings const& settings, Scan& scan, std::vector<std::string>& notes);

/// The settings that are left to choose from the data: those that were not given, and that neither an earlier result
/// nor a probe that is kept determines.
Automatic automatic_settings(ReconstructSettings const& settings);

/// Throws InputError when the scan does not fit into the memory of the devices. Reads no frames.
void check_fit(ReconstructSettings const& settings);

}  // namespace ptyger::prepare
