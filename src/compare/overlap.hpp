#pragma once

#include <cstddef>

#include "compare/fourier_peak.hpp"
#include "compare/window.hpp"

namespace ptyger::compare {

/// The pixel (row, col) of a is the pixel (row + offset.row, col + offset.col) of b.
struct Offset {
  std::ptrdiff_t row = 0;
  std::ptrdiff_t col = 0;
};

/// Offset by the coordinates of both, pixels of a; both have a center.
Pair offset_by_coordinates(core::PlacedObject const& a, core::PlacedObject const& b);

/// Offset where the products of neighbouring pixels, O(r + 1) conj(O(r)) along rows and columns, correlate best; a ramp
/// or a scale of one image does not matter to them. Only offsets where at least a third of the shorter extent overlaps
/// along both axes are considered.
Offset register_shift(core::PlacedObject const& a, Mask const& lit_a, core::PlacedObject const& b, Mask const& lit_b);

/// Whether the lit pixels of an image are the same, but for a ramp and rounding.
bool is_featureless(ObjectImage const& object, Mask const& lit);

/// The part of two objects that is compared.
struct Common {
  Shape shape;                 ///< of all the following
  std::size_t top = 0;         ///< first row in a
  std::size_t left = 0;        ///< first column in a
  Field a;                     ///< without the ramp of a
  Field b;                     ///< as it is
  Pair ramp;                   ///< what was removed from a, radians a pixel
  Mask lit;                    ///< lit in both, and away from the borders
  std::vector<double> window;  ///< soft-edged, zero where not lit
  std::vector<double> taper;   ///< see align()
};

/// Cuts the smallest rectangle that holds what is lit in both, with a margin where there is one. InputError when less
/// than 16 x 16 pixels are left.
Common cut_common(core::PlacedObject const& a, Mask const& lit_a, core::PlacedObject const& b, Mask const& lit_b,
                  Offset offset);

/// Removes the ramp of a single image, that of the strongest point of its spectrum; returns it, radians a pixel.
Pair level(Field& field, std::vector<double> const& window, Shape shape);

}  // namespace ptyger::compare
