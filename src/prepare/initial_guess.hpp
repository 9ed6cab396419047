#pragma once

#include "prepare/reconstruct_settings.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::prepare {

/// Whether --probe names a file and not one of its words.
bool names_a_file(std::string const& probe);

/// Puts the probe that --probe asks for into the scan, or none when it is to be found; what is to be said of it goes to
/// the scan's notes. kept: it will not be refined. InputError when it is not there or does not fit.
void choose_probe(std::string const& probe, bool kept, Scan& scan);

/// The solver's options for this scan: object and probe as --init and --probe ask, the probe put into the scan,
/// and what is to be said of them to its notes.
/// InputError when what was asked for is not there.
Options initial_guess(ReconstructSettings const& settings, Scan& scan);

/// Before the frames are read: InputError when the scan would not fit into the devices' memory.
void check_fit(ReconstructSettings const& settings);

}  // namespace ptyger::prepare
