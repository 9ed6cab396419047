#pragma once

#include <complex>
#include <vector>

#include "core/signed_frequency.hpp"
#include "fft/fft2d_batch.hpp"

namespace ptyger::simulation {

using Wave = std::vector<std::complex<double>>;  ///< [row][col], square

/// Unitary 2-D transform of one square wave, zero frequency in the corner on both sides.
class Transform {
 public:
  explicit Transform(std::size_t size) : size_(size), fft_(DeviceContext<Kokkos::Serial>{}, static_cast<int>(size)) {}

  void forward(Wave& wave) const {
    fft_.forward(data(wave), 1);
    scale(wave);
  }
  void inverse(Wave& wave) const {
    fft_.inverse(data(wave), 1);
    scale(wave);
  }
  std::size_t size() const { return size_; }

  /// Frequency of entry i, cycles per pixel, in [-1/2, 1/2).
  double frequency(std::size_t i) const { return core::signed_frequency(i, size_) / static_cast<double>(size_); }

 private:
  // std::complex and Kokkos::complex are both two adjacent reals.
  static Complex<double>* data(Wave& wave) { return reinterpret_cast<Complex<double>*>(wave.data()); }
  void scale(Wave& wave) const {
    for (auto& value : wave) value /= static_cast<double>(size_);
  }

  std::size_t size_;
  fft::Fft2dBatch<Kokkos::Serial, double> fft_;
};

}  // namespace ptyger::simulation
