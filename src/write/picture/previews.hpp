#pragma once

#include <string>
#include <vector>

#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::write {

/// Paths of the pictures that write_previews() writes.
std::vector<std::string> preview_names(std::string const& folder, std::string const& stem);

/// Draws the pictures of a result into `folder` (made if missing): STEM_phase.png, STEM_amplitude.png, STEM_probe.png
/// and, when the history has records, STEM_convergence.png. Returns their paths in this order.
/// Throws InputError when `folder` is a file or a link to nothing, OutputError when writing fails.
std::vector<std::string> write_previews(std::string const& folder, std::string const& stem, Scan const& scan,
                                        Result const& result);

}  // namespace ptyger::write
