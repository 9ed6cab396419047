#pragma once

#include <complex>
#include <optional>
#include <string>
#include <vector>

#include "compare/ring_correlation.hpp"
#include "compare/window.hpp"
#include "core/placed_object.hpp"

namespace ptyger::compare {

/// The differences of two objects after removal of what diffraction patterns do not determine: a complex factor, a
/// phase ramp and a shift, a(r) = scale exp(i ramp (r - middle)) b(r + shift).
struct Comparison {
  Shape shape;                      ///< shape of the compared part
  std::size_t top = 0;              ///< first row of that part in a
  std::size_t left = 0;             ///< first column of that part in a
  ObjectImage a;                    ///< [row][col] compared part of object a, without its phase ramp
  ObjectImage b;                    ///< [row][col] compared part of object b, aligned to a
  Mask lit;                         ///< [row][col], 1 = lit in both
  std::size_t lit_pixels = 0;       ///< number of pixels that are lit in both
  bool by_coordinates = false;      ///< whether the stated coordinates placed b on a; else their content did
  Pair shift;                       ///< b against a, pixels; beyond the coordinates, or between equal indexes
  Pair ramp;                        ///< phase ramp of a against b, radians per pixel
  std::complex<double> scale = 1;   ///< least-squares factor; its phase is the phase difference in the middle
  double nrmse = 0;                 ///< ||a - b|| / ||a|| over the lit pixels
  double phase_rms = 0;             ///< root mean square of arg(a conj(b)) over the lit pixels, radians
  double pixel_row_m = 0;           ///< height of an object pixel; 0: unknown
  double pixel_col_m = 0;           ///< width of an object pixel; 0: unknown
  RingCorrelation rings;            ///< Fourier ring correlation
  bool featureless = false;         ///< a or b is constant: shift, ramp and rings mean nothing
  std::optional<bool> independent;  ///< whether the noise of a and b is independent; empty: unknown
  std::vector<std::string> notes;   ///< messages for the user about decisions made

  /// Full period at the first crossing of the 1/2-bit threshold, metres; 0 without a crossing, without a known pixel,
  /// or when featureless.
  double resolution_m() const;
};

/// Compares two objects. Throws InputError when their pixels differ by more than 1 %, or no part is lit in
/// both.
Comparison compare_objects(core::PlacedObject const& a, core::PlacedObject const& b);

}  // namespace ptyger::compare
