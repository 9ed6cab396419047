#pragma once

#include <string>
#include <vector>

#include "ptyger/scan.hpp"
#include "write/picture/canvas.hpp"

namespace ptyger::write {

/// Where the frames lie, micrometres or nanometres from the corner of the field, coloured in the order of the frames.
Canvas positions_picture(Scan const& scan);

/// The mean pattern on a logarithmic scale with the zero frequency in the middle; masked pixels in their own colour.
/// mean: [row][col], zero frequency in the corner.
Canvas mean_pattern_picture(Scan const& scan, std::vector<double> const& mean);

/// Writes both as STEM_positions.png and STEM_pattern.png into a folder that is made; returns their paths.
std::vector<std::string> write_scan_previews(std::string const& folder, std::string const& stem, Scan const& scan,
                                             std::vector<double> const& mean);

}  // namespace ptyger::write
