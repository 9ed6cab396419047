#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ptyger/read_options.hpp"
#include "ptyger/reading_report.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Sum of all measured counts by pixel: [row][col].
std::vector<double> summed_pattern(Scan const& scan);

/// InputError when the sum of all measured counts is zero everywhere.
void require_counts(Scan const& scan, std::vector<double> const& sum);

/// Whether the zero frequency lies in the corner [0][0] and not at the centre [rows/2][cols/2]: the mean pattern, of
/// which `sum` is that of the measured pixels, is compared in two blocks of a quarter of the area each, around centre
/// and corner, and the stronger one wins. When neither has 1.2 times the amplitude of the other the centre is assumed,
/// as all formats have it there. Adds what was found to notes.
bool zero_frequency_in_corner(FrameShape const& shape, std::vector<std::uint8_t> const& measured,
                              std::vector<double> const& sum, ReadingReport& report);

/// Turns counts and mask about their zero frequency, which comes to the corner from there or, `from_centre`, from the
/// centre. Frames are periodic: a flip takes frequency k to -k, so that the zero frequency stays where it is.
void turn_to_corner(Scan& scan, FrameOrientation const& orientation, bool from_centre);

}  // namespace ptyger::read
