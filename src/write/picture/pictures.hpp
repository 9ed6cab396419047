#pragma once

#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"
#include "write/picture/canvas.hpp"

namespace ptyger::write {

/// Phase of the object in the illuminated field, without its mean and its linear ramp; radians.
Canvas phase_picture(Scan const& scan, Result const& result);

/// Amplitude of the object in the illuminated field; dimensionless, its mean is 1.
Canvas amplitude_picture(Scan const& scan, Result const& result);

/// All probe modes: hue is phase, brightness is amplitude relative to the brightest pixels of the same mode.
Canvas probe_picture(Scan const& scan, Result const& result);

/// The misfit (NRMSE) against the transforms spent, start and CG in their own colours.
/// The history has at least one record.
Canvas convergence_picture(std::vector<HistoryRecord> const& history);

}  // namespace ptyger::write
