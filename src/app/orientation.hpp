#pragma once

#include <string>

#include "prepare/reconstruct_settings.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::app {

/// Tries other turns of the positions before a run, unless there is no probe, too few frames, or --no-check. InputError
/// when another turn than settings.read.axes is decidedly better; it names the options.
void require_orientation(Scan const& scan, prepare::ReconstructSettings const& settings);

/// A sentence that names the command that checks the orientation, for a scan without a probe; otherwise empty.
std::string orientation_note(Scan const& scan, prepare::ReconstructSettings const& settings);

}  // namespace ptyger::app
