#pragma once

#include <complex>
#include <cstddef>
#include <optional>
#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::model {

/// The Fresnel propagator of a near field (src/solver/README.md, "Near field"): H(k) = exp(-i pi (row k_y^2 + col
/// k_x^2)), k in cycles a pixel of the object.
struct Fresnel {
  double row = 0;  ///< wavelength x effective distance / (height of an object pixel)^2
  double col = 0;  ///< wavelength x effective distance / (width of an object pixel)^2
};

/// The propagator of a scan; empty: its frames are far fields. InputError when the geometry of the near field is not
/// known, or when frames of D x D pixels sample its phases too coarsely: row and col may be at most D.
std::optional<Fresnel> fresnel_of(Scan const& scan);

/// H along one axis, [frequency] of a transform of n points, times the phases that move the middle [n/2] of the waves
/// to the corner [0], where frames have it. strength: Fresnel::row or Fresnel::col.
std::vector<std::complex<double>> propagator_factors(double strength, std::size_t n);

}  // namespace ptyger::model
