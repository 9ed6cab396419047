#pragma once

#include "ptyger/scan.hpp"
#include "simulation/geometry.hpp"
#include "simulation/transform.hpp"

namespace ptyger::simulation {

/// What is known of the beam besides its waves.
struct Beam {
  ProbeModes probe;        ///< orthogonal, falling power, total power 1, centred
  double defocus_m = 0;    ///< sample behind the focus
  double aperture_px = 0;  ///< radius of the pupil, detector pixels
  double diameter_px = 0;  ///< 2 sqrt(2) times the radius that holds half the power: that of a uniform disc
};

/// The beam on the sample. Its pupil (the far field without a sample) is a ring (zone plate with central stop), a disc
/// or a Gaussian with its edges softened over a pixel; it is carried from the focus to the sample by the angular
/// spectrum in Fresnel's approximation, exp(-i pi lambda z k^2). A partially coherent beam comes from a small
/// extended source, which moves the beam sideways: its modes are the pupil times Hermite polynomials of the frequency,
/// made orthogonal, with powers that decay by a constant factor. Born & Wolf, Principles of Optics, ch. 8 and 10.
Beam make_beam(Options const& options, Geometry const& geometry, Transform const& transform);

}  // namespace ptyger::simulation
