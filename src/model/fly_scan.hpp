#pragma once

#include "ptyger/options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::model {

/// Step from frame to frame along the fast axis of a scan, metres; the sign is open, since lines may run to and fro.
/// Throws InputError when consecutive frames show no axis: fewer than three, or as many steps across as along.
Position fast_step(Scan const& scan);

/// How far the stage moves in one exposure, metres; the sign is open.
Position exposure_motion(Scan const& scan, FlyScan const& fly);

/// Positions where exposures begin become those of their middles: each moves by half the motion, towards the next frame
/// (the last of a line as the one before it).
void move_to_middle(Scan& scan, FlyScan const& fly);

}  // namespace ptyger::model
