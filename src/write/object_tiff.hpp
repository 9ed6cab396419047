#pragma once

#include <string>
#include <vector>

#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::write {

/// The names of the two images beside a result: RESULT_phase.tif, RESULT_amplitude.tif.
std::vector<std::string> object_tiff_names(std::string const& result_file);

/// Writes phase (radians, ramp removed) and amplitude of the object as TIFF with 32-bit floats: the rectangle of the
/// pictures at full resolution, NaN where no light fell. The descriptions tell pixel size and place in the object.
/// Throws as check_output, and OutputError when writing fails.
void write_object_tiffs(std::string const& result_file, Scan const& scan, Result const& result, bool overwrite);

}  // namespace ptyger::write
