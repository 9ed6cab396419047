#pragma once

#include <type_traits>
#include <variant>

#include "device/views.hpp"
#include "ptyger/options.hpp"

namespace ptyger {

/// A noise model gives, for one pixel of intensity I (already guarded) and d counts, its share of the objective and
/// the factor of f in dL/df-bar. All are functions of I + guard, in value and derivative alike, so that the gradient
/// is exact where I = 0.

/// 1/sqrt(x), for x >= 0: one reciprocal root serves root and quotient.
template <class Real>
KOKKOS_INLINE_FUNCTION Real inverse_amplitude(Real intensity) {
  constexpr Real tiny = Real(1e-30);  // x = 0 without a comparison
  return 1 / Kokkos::sqrt(intensity + tiny);
}

/// sqrt(x), for x >= 0.
template <class Real>
KOKKOS_INLINE_FUNCTION Real amplitude(Real intensity) {
  return intensity * inverse_amplitude(intensity);
}

/// Whether the pixel was measured in this frame: files in floating point mark those that were not with -1.
template <class Count>
KOKKOS_INLINE_FUNCTION bool is_measured(Count count) {
  if constexpr (std::is_floating_point_v<Count>)
    return count >= 0;
  else
    return true;
}

/// L = sum (sqrt(I) - sqrt(d))^2; dL/df-bar = f (sqrt(I) - sqrt(d))/sqrt(I).
template <class Real>
struct GaussianNoise {
  KOKKOS_FUNCTION Real value(Real intensity, Real counts) const {
    Real const difference = amplitude(intensity) - amplitude(counts);
    return difference * difference;
  }
  KOKKOS_FUNCTION Real weight(Real intensity, Real counts) const {
    return (amplitude(intensity) - amplitude(counts)) * inverse_amplitude(intensity);
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

/// Calls work(noise model, counts) with the concrete types of both; counts: a variant of frame stacks.
template <class Real, class Counts, class Work>
void with_noise_and_counts(Noise noise, Counts const& counts, Work const& work) {
  std::visit(
      [&](auto const& stack) {
        if (noise == Noise::gaussian)
          work(GaussianNoise<Real>{}, stack);
        else
          work(PoissonNoise<Real>{}, stack);
      },
      counts);
}

/// Added to every model intensity: keeps square roots, quotients and logarithms finite where no light falls, photons.
template <class Real>
inline constexpr Real intensity_guard = Real(1e-6);

}  // namespace ptyger
