#pragma once

#include "write/drawing/colour.hpp"

namespace ptyger::write {

/// Grey from black to white, equal steps in lightness. `fraction` in 0..1, clamped.
Colour grey_colour(double fraction);

/// Dark violet over blue and green to light yellow, equal steps in lightness. `fraction` in 0..1, clamped.
Colour scale_colour(double fraction);

/// A complex number: hue = phase in radians, brightness = amplitude in 0..1, clamped. Equal amplitudes look equally
/// bright whatever their phase.
Colour complex_colour(double phase, double amplitude);

/// The phase at a fraction 0..1 of -pi..pi: complex_colour() at full brightness. Both ends have the same colour.
Colour phase_colour(double fraction);

/// The grey with the lightness of complex_colour() at this amplitude.
Colour brightness_colour(double amplitude);

}  // namespace ptyger::write
