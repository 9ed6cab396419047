#pragma once

#include <string>

#include "compare/compare_objects.hpp"

namespace ptyger::app {

/// What the command `compare` prints: a line for each number, and the ring correlation in about twenty lines.
std::string compare_report(core::PlacedObject const& a, core::PlacedObject const& b,
                           compare::Comparison const& comparison);

/// The same as a JSON object: a and b (source, layout, rows, cols); region (top, left, rows, cols, lit_pixels) of what
/// was compared, in pixels of a; placed_by ("coordinates" or "registration"); pixel_height_m and pixel_width_m;
/// shift_px, ramp_rad_per_px ({row, col}); scale ({amplitude, phase_rad}); nrmse; phase_rms_rad; resolution_m (full
/// period), resolution_px, resolution_reached_nyquist; frc with the arrays frequency_per_px, frequency_per_m,
/// correlation, threshold, samples; notes. What is not known, or a resolution finer than two pixels, is null.
std::string compare_json(core::PlacedObject const& a, core::PlacedObject const& b,
                         compare::Comparison const& comparison);

/// "12.3 nm (6.15 nm half period)", "4.5 pixels", or "above Nyquist, better than 20 nm".
std::string resolution_text(compare::Comparison const& comparison);

}  // namespace ptyger::app
