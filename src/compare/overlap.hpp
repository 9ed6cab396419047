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

/// Offset by the coordinates of both objects, pixels of a. Both objects must have a `center`.
Pair offset_by_coordinates(core::PlacedObject const& a, core::PlacedObject const& b);

/// Offset of b against a where the products of neighbouring pixels, O(r + 1) conj(O(r)) along rows and columns,
/// correlate best. A phase ramp or a factor of one image does not change the result. Only offsets where at least a
/// third of the shorter extent overlaps along both axes are considered.
Offset register_shift(core::PlacedObject const& a, Mask const& lit_a, core::PlacedObject const& b, Mask const& lit_b);

/// Whether the lit pixels of an image are equal except for a phase ramp and rounding.
bool is_featureless(ObjectImage const& object, Mask const& lit);

/// The part of two objects that is compared.
struct CommonPart {
  Shape shape;                 ///< shape of the images below
  std::size_t top = 0;         ///< first row in a
  std::size_t left = 0;        ///< first column in a
  Field a;                     ///< [row][col] pixels of a, without their phase ramp
  Field b;                     ///< [row][col] pixels of b
  Pair ramp;                   ///< ramp that was removed from a, radians per pixel
  Mask lit;                    ///< 1 = lit in both, and not near the borders
  std::vector<double> window;  ///< soft_window() of `lit`
  std::vector<double> taper;   ///< border_taper(), for align()
};

/// Cuts out the smallest rectangle that contains all pixels lit in both, with a margin of up to 32 pixels. Throws
/// InputError when fewer than 16 x 16 pixels are left.
CommonPart cut_common(core::PlacedObject const& a, Mask const& lit_a, core::PlacedObject const& b, Mask const& lit_b,
                      Offset offset);

/// Removes the phase ramp of an image, which is the largest peak of its spectrum; returns the ramp, radians per pixel.
Pair remove_ramp(Field& field, std::vector<double> const& window, Shape shape);

}  // namespace ptyger::compare
