#pragma once

#include <string>

#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"
#include "write/drawing/drawing.hpp"

namespace ptyger::write {

/// Phase of the object in the illuminated field, without its mean and its linear ramp; radians. In cyclic colours when
/// it covers -pi..pi.
Drawing phase_picture(Scan const& scan, Result const& result);

/// Amplitude of the object in the illuminated field; dimensionless, its mean is 1.
Drawing amplitude_picture(Scan const& scan, Result const& result);

/// All probe modes: hue is phase, brightness is amplitude relative to the brightest pixels of the same mode.
Drawing probe_picture(Scan const& scan, Result const& result);

/// The misfit of the fit (NRMSE) and of the held-out pixels over the iterations, start and CG in their own colours; the
/// iteration of the images is marked. Axes over which a misfit falls by more than half are logarithmic.
Drawing convergence_picture(Scan const& scan, Result const& result);

/// How well the images explain the frames: mean measured and calculated patterns with their difference, the misfit of
/// each frame on the map of the scan, and the mean counts over rings of the detector. result.fit is not empty.
Drawing fit_picture(Scan const& scan, Result const& result);

/// Brightness and shares of the variation probes over the frames; result.variation is not empty.
Drawing variation_picture(Scan const& scan, Result const& result);

/// The line below the pictures of a result: name of the scan, pixel size, misfit.
std::string result_note(Scan const& scan, Result const& result);

/// The size of an object pixel, such as "10 nm" or "10 nm × 20 nm (height × width)"; metres.
std::string pixel_label(double row_m, double col_m);

}  // namespace ptyger::write
