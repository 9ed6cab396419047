#pragma once

#include "ptyger/options.hpp"

namespace ptyger::solver {

/// Throws InputError when a scan or the options cannot be reconstructed: sizes that disagree, no light, no usable
/// probe.
void check_scan(Scan const& scan, Options const& options);

/// What check_scan() finds wrong with the probe and the motion that a reconstruction begins with: the outline of a scan
/// is enough to tell. Throws InputError when modes of a kept probe would be guessed, or the stage moves farther during
/// an exposure than the probe's window is wide.
void check_beam(Scan const& scan, Options const& options);

}  // namespace ptyger::solver
