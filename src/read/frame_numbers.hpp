#pragma once

#include <string>

#include "ptyger/mapping.hpp"

namespace ptyger::read {

/// Reads numbers and ranges of frames, as in "0-99,200", or the name of a text file with such numbers, separated by
/// commas or white space. Returns what is wrong with the text; empty: nothing.
std::string parse_frame_numbers(std::string const& text, FrameNumbers& numbers);

/// [frame] 1 for the frames that are one of the numbers, of `frames` frames.
std::vector<std::uint8_t> marked_frames(FrameNumbers const& numbers, std::size_t frames);

}  // namespace ptyger::read
