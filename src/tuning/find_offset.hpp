#pragma once

#include "ptyger/reconstruct.hpp"

namespace ptyger::tuning {

/// Where a scan lies on the object of another.
struct FoundOffset {
  Position offset;   ///< by which its positions must be moved, metres
  ProbeModes probe;  ///< its probe, with which its object lies there
};

/// Finds by how much the positions of `scan` must be moved so that its object lies on the object of `reference`: short
/// runs of both, and the correlation of their objects (Guizar-Sicairos et al., Opt. Lett. 33, 156 (2008)). Both need a
/// probe. own_probe: the scans have different probes; else `scan` has the probe that the run of `reference` finds.
/// Throws InputError when the objects show no common structure.
FoundOffset find_offset(Scan const& reference, Scan const& scan, Options const& options, bool own_probe,
                        Observer const& observer);

}  // namespace ptyger::tuning
