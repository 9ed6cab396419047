#pragma once

#include <string>
#include <vector>

#include "ptyger/scan.hpp"
#include "write/drawing/drawing.hpp"

namespace ptyger::write {

/// Positions of the frames, micrometres or nanometres from the corner of the field, coloured in the order of the
/// frames.
Drawing positions_picture(Scan const& scan);

/// The mean diffraction pattern on a logarithmic scale, zero frequency in the centre, or the mean near field;
/// masked pixels are red.
/// mean: [row][col], zero frequency in the corner.
Drawing mean_pattern_picture(Scan const& scan, std::vector<double> const& mean);

/// Writes positions_picture() as STEM_positions.png and mean_pattern_picture() as STEM_pattern.png into a folder, which
/// is made if missing; returns their paths. mean: [row][col] mean counts, zero frequency in the corner.
std::vector<std::string> write_scan_previews(std::string const& folder, std::string const& stem, Scan const& scan,
                                             std::vector<double> const& mean);

}  // namespace ptyger::write
