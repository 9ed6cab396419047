#pragma once

#include "device/views.hpp"

namespace ptyger {

/// A noise model gives, for one pixel of intensity I (already guarded) and d counts, its share of the objective and
/// the factor of f in dL/df-bar. All are functions of I + guard, in value and derivative alike, so that the gradient
/// is exact where I = 0.

/// L = sum (sqrt(I) - sqrt(d))^2; dL/df-bar = f (1 - sqrt(d)/sqrt(I)).
template <class Real>
struct GaussianNoise {
  KOKKOS_FUNCTION Real value(Real intensity, Real counts) const {
    Real const difference = Kokkos::sqrt(intensity) - Kokkos::sqrt(counts);
    return difference * difference;
  }
  KOKKOS_FUNCTION Real weight(Real intensity, Real counts) const {
    return 1 - Kokkos::sqrt(counts) / Kokkos::sqrt(intensity);
  }
};

/// L = sum (I - d ln I) minus its value at I = d, i.e. I - d - d ln(I/d); dL/df-bar = f (1 - d/I).
/// Thibault & Guizar-Sicairos, New J. Phys. 14, 063004 (2012), eq. 5.
template <class Real>
struct PoissonNoise {
  KOKKOS_FUNCTION Real value(Real intensity, Real counts) const {
    Real const ratio = counts > 0 ? intensity / counts : Real(1);
    return intensity - counts - counts * Kokkos::log(ratio);
  }
  KOKKOS_FUNCTION Real weight(Real intensity, Real counts) const { return 1 - counts / intensity; }
};

/// Added to every model intensity: keeps square roots, quotients and logarithms finite where no light falls, photons.
template <class Real>
inline constexpr Real intensity_guard = Real(1e-6);

}  // namespace ptyger
