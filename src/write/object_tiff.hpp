#pragma once

#include <string>
#include <vector>

#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::write {

/// The paths of the two images of a result file: RESULT_phase.tif and RESULT_amplitude.tif.
std::vector<std::string> object_tiff_names(std::string const& result_file);

/// Writes phase (radians, ramp removed) and amplitude of the object as TIFF with 32-bit floats: the lit region at full
/// resolution, NaN in pixels that are not lit. The tag ImageDescription holds the pixel size and the place in the
/// object; ImageJ and Fiji show the scale. Throws as check_output(), and OutputError when writing fails.
void write_object_tiffs(std::string const& result_file, Scan const& scan, Result const& result, bool overwrite);

}  // namespace ptyger::write
