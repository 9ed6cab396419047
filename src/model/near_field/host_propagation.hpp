#pragma once

#include <vector>

#include "fft/fft2d_batch.hpp"
#include "model/near_field/fresnel.hpp"

namespace ptyger::model {

/// Propagates single waves of a near field on the host, in double precision: for start values, statistics and
/// simulations.
class HostPropagation {
 public:
  using Wave = std::vector<std::complex<double>>;  ///< [row][col] of n x n

  HostPropagation(Fresnel const& fresnel, std::size_t n);

  /// An exit wave becomes the wave at the detector, with the middle in the corner, as frames have it. shift_row,
  /// shift_col: pixels by which the wave is shifted besides.
  void propagate(Wave& wave, double shift_row = 0, double shift_col = 0) const;
  /// The adjoint of propagate() without a shift, which is its inverse.
  void propagate_back(Wave& wave) const;

 private:
  DeviceContext<Kokkos::Serial> host_{.deterministic = true};  // measured plans are not worthwhile for few images
  std::vector<std::complex<double>> rows_, cols_;              ///< [n] factors of the propagator
  fft::Fft2dBatch<Kokkos::Serial, double> transform_;
};

}  // namespace ptyger::model
