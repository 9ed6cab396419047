#pragma once

#include <string>
#include <vector>

#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger {

/// Reads one scan from the files that make it up, in any order: the first format of the registry that finds all it
/// needs in them is taken. Whatever the format, the scan comes out as scan.hpp describes it; Scan::notes says what was
/// decided or corrected on the way. Needs the memory of the frames, cropped if they are, and a few megabytes.
/// InputError when a file cannot be opened, no format fits, or content or options make no sense.
Scan read_scan(std::vector<std::string> const& inputs, ReadOptions const& options = {});

/// The same without reading the frames, but for a few of them that show where to crop: Scan::counts is empty but has
/// its type, and the zero frequency of the mask is where the file has it or, cropped, in the middle. Scan::in_file has
/// that of whole frames in the middle, wherever it is.
Scan read_outline(std::vector<std::string> const& inputs, ReadOptions const& options = {});

}  // namespace ptyger
