#pragma once

#include <string>
#include <vector>

#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"
#include "write/drawing/picture_file.hpp"

namespace ptyger::write {

/// Paths of the pictures that write_previews() writes, and of the last picture, STEM_halves.png, of two halves.
std::vector<std::string> preview_names(std::string const& folder, std::string const& stem,
                                       PictureFormat format = PictureFormat::png);

/// Draws the pictures of a result into `folder` (made if missing): STEM_phase.png, STEM_amplitude.png, STEM_probe.png
/// when the history has records STEM_convergence.png, with a fit summary STEM_fit.png, and with a variable probe
/// STEM_variation.png; other formats have their own endings. Removes pictures of an earlier result that are not drawn,
/// except for the picture of the halves. Returns their paths in this order. Throws InputError when `folder` is a file
/// or a link to nothing, OutputError when writing fails.
std::vector<std::string> write_previews(std::string const& folder, std::string const& stem, Scan const& scan,
                                        Result const& result, PictureFormat format = PictureFormat::png);

}  // namespace ptyger::write
