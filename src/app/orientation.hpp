#pragma once

#include <string>

#include "prepare/reconstruct_settings.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::app {

/// Tries other turns of the positions before a run, unless there are too few frames, or after --no-check or --init.
/// InputError when another turn than settings.read.axes is decidedly better; it names the options. Returns a note for
/// the user, which may be empty; without a probe it names the command that finds one.
std::string check_orientation(Scan const& scan, prepare::ReconstructSettings const& settings);

}  // namespace ptyger::app
