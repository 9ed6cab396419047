#pragma once

#include "ptyger/options.hpp"

namespace ptyger::solver {

/// Throws InputError when a scan cannot be reconstructed with these options: sizes that disagree, an unusable probe,
/// numbers out of their range, or options that contradict each other.
void check_scan(Scan const& scan, Options const& options);

/// The part of check_scan() that concerns the initial probe and the motion of the stage and needs no counts. Throws
/// InputError when modes of a kept probe would be guessed, or when the stage moves farther during an exposure than the
/// window of the probe is wide.
void check_beam(Scan const& scan, Options const& options);

/// Removes the empty regions that no frame of the scan reaches, for a run on some frames of a larger scan.
void keep_reached_regions(Scan const& scan, Options& options);

}  // namespace ptyger::solver
