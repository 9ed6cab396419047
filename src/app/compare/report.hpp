#pragma once

#include <string>

#include "compare/compare_objects.hpp"

namespace ptyger::app {

/// Text of the command `compare`: a line for each number, and about twenty lines of the Fourier ring correlation.
std::string compare_report(core::PlacedObject const& a, core::PlacedObject const& b,
                           compare::Comparison const& comparison);

/// The facts of compare_report() as a JSON object: a and b (source, layout, rows, cols); region (top, left, rows, cols,
/// lit_pixels) that was compared, in pixels of a; placed_by ("coordinates" or "registration"); pixel_height_m and
/// pixel_width_m; shift_px, ramp_rad_per_px ({row, col}); scale ({amplitude, phase_rad}); nrmse; phase_rms_rad;
/// resolution_m (full period), resolution_px, resolution_reached_nyquist; frc with the arrays frequency_per_px,
/// frequency_per_m, correlation, threshold, samples; notes. Unknown values, and a resolution finer than two pixels, are
/// null.
std::string compare_json(core::PlacedObject const& a, core::PlacedObject const& b,
                         compare::Comparison const& comparison);

/// The resolution by the Fourier ring correlation, such as "12.3 nm (6.15 nm half period)" or "above Nyquist, better
/// than 20 nm"; in pixels when their size is not known.
std::string resolution_text(compare::Comparison const& comparison);

}  // namespace ptyger::app
