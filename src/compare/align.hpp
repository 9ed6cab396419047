#pragma once

#include <complex>
#include <vector>

#include "compare/fourier_peak.hpp"

namespace ptyger::compare {

/// (field - its mean in the window) x window.
Field windowed(Field const& field, std::vector<double> const& window);

/// How the second of two images becomes the first: a(r) = scale exp(i ramp (r - middle)) b(r + shift).
struct Alignment {
  Pair shift;                      ///< pixels
  Pair ramp;                       ///< radians a pixel
  std::complex<double> scale = 1;  ///< least squares in the window
  Field aligned;                   ///< the right-hand side
};

/// Finds shift and ramp in turn, each with the other removed, until neither moves: the ramp is the peak of the Fourier
/// transform of a conj(b), weighted by the window; the shift that of the transform of their cross spectrum, both with
/// the window (Guizar-Sicairos et al. 2008). Since b is shifted before the window is applied, the window draws the
/// result to no place. The `taper` is 1 wherever the window is not zero and falls to zero at the borders of the image,
/// which makes b periodic. The shift is sought up to `limit` pixels.
Alignment align(Field const& a, Field const& b, std::vector<double> const& window, std::vector<double> const& taper,
                Shape shape, Pair limit);

}  // namespace ptyger::compare
