#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "compare/fourier_peak.hpp"
#include "core/placed_object.hpp"

namespace ptyger::compare {

using Mask = std::vector<std::uint8_t>;  ///< [row][col], 1 = the pixel belongs to the mask

/// The lit pixels of an object, which are its core::illuminated_pixels(). With unknown illumination all pixels except a
/// border of half a probe; with an unknown probe, too, all pixels.
Mask lit_pixels(core::PlacedObject const& placed);

/// The pixels around which a square of 2 radius + 1 pixels lies in the mask; pixels outside the image are not in the
/// mask.
Mask eroded(Mask const& mask, Shape shape, std::size_t radius);

/// A window that is 0 outside of the mask, 1 at more than about `edge` pixels from its border, and smooth in between.
std::vector<double> soft_window(Mask const& mask, Shape shape, std::size_t edge);

/// A window that is 1 except for `edge` pixels along the borders of the image, where it falls to 0 as a cosine.
std::vector<double> border_taper(Shape shape, std::size_t edge);

}  // namespace ptyger::compare
