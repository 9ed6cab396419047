#pragma once

#include "ptyger/reconstruct.hpp"

namespace ptyger::tuning {

/// Finds by how much the positions of `scan` must be moved so that its object lies on the object of `reference`: short
/// runs of both, and the correlation of their objects (Guizar-Sicairos et al., Opt. Lett. 33, 156 (2008)). Both need a
/// probe. Metres. Throws InputError when the objects show no common structure.
Position find_offset(Scan const& reference, Scan const& scan, Options const& options, Observer const& observer);

}  // namespace ptyger::tuning
