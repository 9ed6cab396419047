#pragma once

#include "ptyger/options.hpp"

namespace ptyger {

/// Throws InputError when a scan or the options cannot be reconstructed: sizes that disagree, no light, no usable
/// probe.
void check_scan(Scan const& scan, Options const& options);

}  // namespace ptyger
