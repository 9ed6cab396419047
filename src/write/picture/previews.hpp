#pragma once

#include <string>
#include <vector>

#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::write {

/// Draws the pictures of a result into `folder` (made if missing): STEM_phase.png, STEM_amplitude.png, STEM_probe.png
/// and, when the history has records, STEM_convergence.png. Returns their paths in this order.
/// Throws InputError when the folder cannot be made or written to, OutputError when writing fails later.
std::vector<std::string> write_previews(std::string const& folder, std::string const& stem, Scan const& scan,
                                        Result const& result);

}  // namespace ptyger::write
