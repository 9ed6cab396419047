#pragma once

#include <complex>
#include <vector>

#include "compare/fourier_peak.hpp"

namespace ptyger::compare {

/// window * (field - its mean, weighted by the window).
Field windowed(Field const& field, std::vector<double> const& window);

/// The transformation from image b to image a: a(r) = scale exp(i ramp (r - middle)) b(r + shift).
struct Alignment {
  Pair shift;                      ///< shift of b against a, pixels
  Pair ramp;                       ///< phase ramp of a against b, radians per pixel
  std::complex<double> scale = 1;  ///< least-squares factor, weighted by the window
  Field aligned;                   ///< b after the transformation
};

/// Finds shift and ramp in turn, each with the other removed, until both are constant. The ramp is the peak of the
/// Fourier transform of a conj(b), weighted by the window; the shift is the peak of the transform of the cross spectrum
/// of both windowed images (Guizar-Sicairos et al. 2008). b is shifted before the window is applied, so the window does
/// not bias the shift. `taper` is 1 wherever the window is not zero and falls to zero at the borders of the image,
/// which makes b periodic. The shift is searched up to `limit` pixels.
Alignment align(Field const& a, Field const& b, std::vector<double> const& window, std::vector<double> const& taper,
                Shape shape, Pair limit);

}  // namespace ptyger::compare
