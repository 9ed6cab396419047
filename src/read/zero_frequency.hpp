#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ptyger/read_options.hpp"
#include "ptyger/reading_report.hpp"
#include "ptyger/scan.hpp"
#include "read/file_pixel.hpp"

namespace ptyger::read {

/// Whether the zero frequency lies in the corner [0][0] and not at the centre [rows/2][cols/2]. The mean amplitudes of
/// the summed pattern `sum` in two blocks, each a quarter of the area, around corner and centre are compared; a block
/// wins with 1.2 times the amplitude of the other. When none wins, the centre is assumed, where all formats have the
/// zero frequency. Reported as ZeroFrequencyFound.
bool zero_frequency_in_corner(FrameShape const& shape, std::vector<std::uint8_t> const& measured,
                              std::vector<double> const& sum, ReadingReport& report);

/// The pixel of frames of size x size pixels that becomes their corner [0][0] when they are turned: the middle
/// [size/2][size/2]. The sides of near fields are mirrored as of any image, about their middle line, so that an even
/// mirrored side has its middle one pixel earlier before the turn.
FilePixel middle_before_turn(std::size_t size, FrameOrientation const& orientation, bool near_field);

/// Turns counts and mask about their zero frequency and moves it to the corner. Before the call the zero frequency is
/// in the corner or, `from_centre`, at the centre, as the middle of near fields is. Frames are periodic: a flip
/// exchanges the frequencies k and -k, so that the zero frequency stays at its pixel.
void turn_to_corner(Scan& scan, FrameOrientation const& orientation, bool from_centre);

}  // namespace ptyger::read
