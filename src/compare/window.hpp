#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "compare/fourier_peak.hpp"
#include "core/placed_object.hpp"

namespace ptyger::compare {

using Mask = std::vector<std::uint8_t>;  ///< [row][col], 1 = counts

/// The pixels of an object that its scan has seen, those that are lit; where the illumination is unknown all but a
/// border of half a probe, else all.
Mask lit_pixels(core::PlacedObject const& placed);

/// The pixels whose square of 2 radius + 1 pixels lies in the mask; what is outside of the image is not in it.
Mask eroded(Mask const& mask, Shape shape, std::size_t radius);

/// A window that is zero outside of the mask, 1 from about `edge` pixels inside of its border on, and smooth between.
std::vector<double> soft_window(Mask const& mask, Shape shape, std::size_t edge);

/// 1 but for `edge` pixels along the borders of the image, where it falls to zero as a cosine.
std::vector<double> border_taper(Shape shape, std::size_t edge);

}  // namespace ptyger::compare
