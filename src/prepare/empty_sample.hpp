#pragma once

#include <string>
#include <vector>

#include "ptyger/mapping.hpp"
#include "ptyger/options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::prepare {

/// The rectangle that --empty-region states as X0,Y0,X1,Y1 in metres. Throws InputError for another text.
SampleRectangle parse_region(std::string const& text);

/// Moves frames without sample, by their numbers in the file, to a place of their own to the right of the field, which
/// becomes an empty region: they determine the probe alone. Throws InputError when the scan has none of them, or no
/// others.
void set_empty_beam(FrameNumbers const& numbers, Scan& scan, int gap_pixels, Constraints& constraints,
                    std::vector<std::string>& notes);

}  // namespace ptyger::prepare
