#pragma once

#include <string>
#include <vector>

#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger {

/// Reads one scan from its files.
///
/// The first format of the registry that finds all it needs in the files is taken, or the layout of
/// ReadOptions::mapping. Scan::reading states what the reader decided or corrected. Takes the memory of the frames,
/// after cropping, and a few megabytes.
/// @param inputs   the files, in any order
/// @param options  what the user states in place of the files
/// @throws InputError when a file cannot be opened, no format fits, or content or options make no sense
Scan read_scan(std::vector<std::string> const& inputs, ReadOptions const& options = {});

/// Reads one scan without its frames, except for a few that show where to crop.
///
/// Scan::counts is empty, but of the type that the frames have. The mask keeps its zero frequency where the file has
/// it, or in the middle when frames are cropped; Scan::in_file states the middle for frames that are not cropped.
/// @param inputs   the files, in any order
/// @param options  what the user states in place of the files
/// @throws InputError as read_scan() does
Scan read_outline(std::vector<std::string> const& inputs, ReadOptions const& options = {});

}  // namespace ptyger
