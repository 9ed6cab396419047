#pragma once

#include <string>
#include <vector>

#include "prepare/reconstruct_settings.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::prepare {

/// Whether the value of --probe-aperture or --probe-support is the name of a file; else it is empty, auto or a radius.
bool names_a_mask(std::string const& value);

/// Reads what --probe-aperture and --probe-support state about probes of size x size pixels of a scan, into the
/// constraints of the options. An aperture `auto` needs the counts and is left out of a scan without them. `notes` gets
/// sentences for the user. Throws InputError when a file is missing or has another shape, and when the mean pattern
/// shows no aperture.
void set_probe_constraints(ReconstructSettings const& settings, Scan const& scan, std::size_t size,
                           Constraints& constraints, std::vector<std::string>& notes);

}  // namespace ptyger::prepare
