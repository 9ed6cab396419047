#pragma once

#include "ptyger/scan.hpp"

namespace ptyger::solver {

/// Numbers of the `most` frames nearest to the middle of a scan, in ascending order of distance.
std::vector<int> middle_frames(std::vector<double> const& row, std::vector<double> const& col, std::size_t most);

/// The `most` frames nearest to the middle of a scan, with its probe.
Scan middle_frames_of(Scan const& scan, std::size_t most);

/// The frames of a scan with the given numbers, and its probe.
Scan frames_of(Scan const& scan, std::vector<int> const& frames);

/// The scan with the middle of its frames that holds nearly all of the probe's far field, so that short runs take about
/// as long for large frames as for small ones. Frames of 128 x 128 pixels and less stay whole, near fields, and frames
/// without a probe of their size.
Scan cropped_to_beam(Scan scan);

/// The probe of a scan for trials: at most three modes, scaled to the measured power.
ProbeModes known_probe(Scan const& scan);

}  // namespace ptyger::solver
