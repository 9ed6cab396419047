#pragma once

#include "ptyger/scan.hpp"
#include "simulation/geometry.hpp"
#include "simulation/transform.hpp"

namespace ptyger::simulation {

/// The simulated beam on the sample.
struct Beam {
  ProbeModes probe;        ///< orthogonal modes of falling power, total power 1, in the middle of the window
  double defocus_m = 0;    ///< distance from the focus to the sample
  double aperture_px = 0;  ///< radius of the pupil, detector pixels
  /// 2 sqrt(2) x the radius that holds half the power, object pixels; for a uniform disc this is its diameter.
  double diameter_px = 0;
};

/// Makes the beam on the sample. Its pupil (the far field without a sample) is a ring (zone plate with central stop), a
/// disc or a Gaussian; ring and disc have edges that are two detector pixels wide. The wave is propagated from the
/// focus to the sample by the angular spectrum in Fresnel's approximation, exp(-i pi lambda z k^2). The beam of a near
/// field is the shadow of the pupil, propagated by the defocus. A partially
/// coherent beam has an extended source, which blurs the beam sideways. Its modes are the pupil times Hermite
/// polynomials of the frequency, made orthogonal, with powers that decay by a constant factor. Born & Wolf, Principles
/// of Optics, ch. 8, 10.
Beam make_beam(Options const& options, Geometry const& geometry, Transform const& transform);

}  // namespace ptyger::simulation
