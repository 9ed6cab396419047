#pragma once

#include "ptyger/options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::model {

/// Step from frame to frame along the fast axis of a scan, metres. Its sign is arbitrary, since lines may alternate.
/// Throws InputError when consecutive frames show no axis: fewer than three frames, or as many steps across as along.
Position fast_step(Scan const& scan);

/// Motion of the stage during one exposure, metres. Its sign is arbitrary.
Position exposure_motion(Scan const& scan, FlyScan const& fly);

/// Moves positions from the beginnings of exposures to their middles: by half the motion towards the next frame; the
/// last frame of a line moves like the frame before it.
void move_to_middle(Scan& scan, FlyScan const& fly);

}  // namespace ptyger::model
