#pragma once

#include <string>
#include <vector>

#include "prepare/reconstruct_settings.hpp"
#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"
#include "ptyger/write_result.hpp"

namespace ptyger::app {

/// Better before the run than after it: throws InputError when a file that it will write would replace what is read, or
/// another output, or, without --overwrite, anything; or when it cannot be written.
void check_outputs(prepare::ReconstructSettings const& settings);

/// Draws the pictures of a result, or of what there is of it; returns their names.
std::vector<std::string> draw_previews(prepare::ReconstructSettings const& settings, Scan const& scan,
                                       Result const& result);

/// What was written beside the result.
struct Extras {
  std::string lines;                  ///< one for each file, for the user
  std::vector<std::string> failures;  ///< what could not be written, and why
};

/// Writes pictures, report, CXI file and TIFF images, as asked for; whatever fails, the others are written.
Extras write_extras(prepare::ReconstructSettings const& settings, Scan const& scan, Result const& result,
                    ResultInfo const& info);

}  // namespace ptyger::app
