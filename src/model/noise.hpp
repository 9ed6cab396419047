#pragma once

#include <type_traits>
#include <variant>

#include "device/launch.hpp"
#include "model/device_scan.hpp"
#include "ptyger/options.hpp"

namespace ptyger::model {

/// A noise model computes for one pixel with intensity I, to which the guard was already added, and d counts
///   value:      the pixel's term of the objective L,
///   weight:     the factor w in dL/df-bar = w f,
///   difference: sqrt(I) - sqrt(d) without the guard, of which the reported misfits are made.
/// value and weight are both functions of I + guard, so that the gradient is exact where I = 0.

/// 1/sqrt(x), for x >= 0; amplitude() uses it too, so that a pixel takes one root for both.
template <class Real>
KOKKOS_INLINE_FUNCTION Real inverse_amplitude(Real intensity) {
  constexpr Real tiny = Real(1e-30);  // keeps the quotient finite at x = 0 without a comparison
  KOKKOS_IF_ON_HOST((return 1 / Kokkos::sqrt(intensity + tiny);))
  KOKKOS_IF_ON_DEVICE((return rsqrt(intensity + tiny);))
}

/// sqrt(x), for x >= 0.
template <class Real>
KOKKOS_INLINE_FUNCTION Real amplitude(Real intensity) {
  return intensity * inverse_amplitude(intensity);
}

/// Whether the pixel was measured in this frame: floating-point counts are -1 where it was not.
template <class Count>
KOKKOS_INLINE_FUNCTION bool is_measured(Count count) {
  if constexpr (std::is_floating_point_v<Count>)
    return count >= 0;
  else
    return true;
}

/// Sets `least` to the intensity that the model has at least in the pixels of a strip: guard + background.
/// background: [row][col] of size x size photons, or null: 0. The loops are apart since a processor may take hundreds
/// of cycles to skip a masked load from a null address.
template <class Real>
KOKKOS_INLINE_FUNCTION void set_least_intensity(Real guard, Real const* background, int size, device::Strip s,
                                                Real* least) {
  for (int i = 0; i < s.width; ++i) least[i] = guard;
  if (background == nullptr) return;
  background += std::int64_t{s.row} * size + s.col;
  for (int i = 0; i < s.width; ++i) least[i] += background[i];
}

/// L = sum (sqrt(I) - sqrt(d))^2; dL/df-bar = f (sqrt(I) - sqrt(d))/sqrt(I).
template <class Real>
struct GaussianNoise {
  Real guard;
  KOKKOS_FUNCTION Real difference(Real intensity, Real counts) const {
    return amplitude(intensity) - amplitude(counts);  // the guard is negligible here
  }
  KOKKOS_FUNCTION Real value(Real intensity, Real counts) const {
    Real const deviation = difference(intensity, counts);
    return deviation * deviation;
  }
  KOKKOS_FUNCTION Real weight(Real intensity, Real counts) const {
    return (amplitude(intensity) - amplitude(counts)) * inverse_amplitude(intensity);
  }
};

/// L = sum (I - d ln I) minus its value at I = d, i.e. I - d - d ln(I/d); dL/df-bar = f (1 - d/I).
/// Thibault & Guizar-Sicairos, New J. Phys. 14, 063004 (2012), eq. 5.
template <class Real>
struct PoissonNoise {
  Real guard;
  KOKKOS_FUNCTION Real difference(Real intensity, Real counts) const {
    return amplitude(intensity - guard) - amplitude(counts);
  }
  KOKKOS_FUNCTION Real value(Real intensity, Real counts) const {
    Real const ratio = counts > 0 ? intensity / counts : Real(1);
    return intensity - counts - counts * Kokkos::log(ratio);
  }
  KOKKOS_FUNCTION Real weight(Real intensity, Real counts) const { return 1 - counts / intensity; }
};

/// Guards are added to every model intensity, so that square roots and quotients stay finite where the intensity is 0.
/// They are shares of the mean count of a pixel, so that a run does not depend on the unit of the counts.
inline constexpr double gaussian_guard_share = 1e-7;

/// Share of the mean count for Poisson noise. The gradient f (1 - d/I) is unbounded where I is
/// near 0 and a photon was counted; it then amplifies rounding errors until runs on different numbers of devices
/// differ. A thousandth of the mean count bounds the gradient and hardly changes the misfit.
inline constexpr double poisson_guard_share = 1e-3;

/// Calls work(noise model, counts) with the concrete types of both.
template <class Exec, class Real, class Work>
void with_noise_and_counts(Noise noise, DeviceScan<Exec, Real> const& scan, AnyFrameRows const& counts,
                           Work const& work) {
  std::visit(
      [&](auto const& rows) {
        if (noise == Noise::gaussian)
          work(GaussianNoise<Real>{static_cast<Real>(scan.gaussian_guard)}, rows);
        else
          work(PoissonNoise<Real>{static_cast<Real>(scan.poisson_guard)}, rows);
      },
      counts);
}

/// Sets the guards of a scan whose pixels have this mean count.
template <class Exec, class Real>
void set_guards(DeviceScan<Exec, Real>& scan, double mean_count) {
  scan.mean_count = mean_count;
  scan.gaussian_guard = gaussian_guard_share * mean_count;
  scan.poisson_guard = poisson_guard_share * mean_count;
}

}  // namespace ptyger::model
