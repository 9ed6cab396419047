#pragma once

#include <complex>
#include <optional>
#include <string>
#include <vector>

#include "compare/ring_correlation.hpp"
#include "compare/window.hpp"
#include "core/placed_object.hpp"

namespace ptyger::compare {

/// How two objects differ once everything is removed that diffraction patterns do not tell: a complex factor, a ramp of
/// the phase and a shift. a(r) = scale exp(i ramp (r - middle)) b(r + shift).
struct Comparison {
  Shape shape;                     ///< of what was compared
  std::size_t top = 0;             ///< its first row in a
  std::size_t left = 0;            ///< its first column in a
  ObjectImage a;                   ///< [row][col], without the ramp of a
  ObjectImage b;                   ///< [row][col], brought onto a
  Mask lit;                        ///< [row][col], 1 = lit in both
  std::size_t lit_pixels = 0;      ///< their number
  bool by_coordinates = false;     ///< placed by the coordinates of both; else by what they show
  Pair shift;                      ///< pixels; beyond the coordinates, else between pixels of equal index
  Pair ramp;                       ///< phase of a against b, radians a pixel
  std::complex<double> scale = 1;  ///< least squares; its phase is that in the middle
  double nrmse = 0;                ///< ||a - b|| / ||a|| over the lit pixels
  double phase_rms = 0;            ///< root mean square of arg(a conj(b)) over them, radians
  double pixel_row_m = 0;          ///< 0: unknown
  double pixel_col_m = 0;
  RingCorrelation rings;
  bool featureless = false;         ///< an image is the same everywhere: shift, ramp and rings are void
  std::optional<bool> independent;  ///< whether the noise of a and b is; empty: unknown
  std::vector<std::string> notes;   ///< what was decided, for the user

  /// Metres of one full period at the first crossing of the 1/2-bit threshold; 0 where there is none, no pixel, or
  /// nothing to resolve (featureless).
  double resolution_m() const;
};

/// Compares two objects as Comparison says. InputError when their pixels differ by more than 1 %, or nothing is lit in
/// both.
Comparison compare_objects(core::PlacedObject const& a, core::PlacedObject const& b);

}  // namespace ptyger::compare
