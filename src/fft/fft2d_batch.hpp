#pragma once

#include <memory>

#include "device/device_context.hpp"

namespace ptyger::fft {

/// Values from row to row that suit transforms of n x n images: on a host a few more than n where the values of a
/// column would else compete for the same lines of the cache.
template <class Exec>
constexpr int row_pitch(int n) {
  return is_host_device<Exec> && n % 64 == 0 ? n + 8 : n;
}

/// Unnormalised in-place 2-D transforms of a batch of n x n complex images, one behind the other in memory with
/// `pitch` values from row to row, on the instance of one device. forward: exp(-2 pi i k x / n); inverse: the other
/// sign, without the factor 1/n^2.
template <class Exec, class Real>
class Fft2dBatch {
 public:
  /// Plans for images of n x n; planning may take seconds the first time (host plans are kept on disk). For a
  /// deterministic device nothing is measured or kept: the same plans in every process on processors of one kind.
  /// Throws CallError when the library cannot plan.
  Fft2dBatch(DeviceContext<Exec> const& device, int n, int pitch);
  Fft2dBatch(DeviceContext<Exec> const& device, int n) : Fft2dBatch(device, n, n) {}
  ~Fft2dBatch();
  Fft2dBatch(Fft2dBatch&&) noexcept;
  Fft2dBatch& operator=(Fft2dBatch&&) noexcept;

  void forward(Complex<Real>* images, int batch) const;
  void inverse(Complex<Real>* images, int batch) const;

 private:
  struct Plans;
  std::unique_ptr<Plans> plans_;
};

}  // namespace ptyger::fft
