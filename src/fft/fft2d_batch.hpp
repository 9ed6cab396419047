#pragma once

#include <memory>

#include "device/device_context.hpp"

namespace ptyger::fft {

/// Values from row to row that make transforms of n x n images fast. On a host it is n + 8 when n is a multiple of 64,
/// since the values of a column would otherwise compete for the same cache lines.
template <class Exec>
constexpr int row_pitch(int n) {
  return is_host_device<Exec> && n % 64 == 0 ? n + 8 : n;
}

/// Unnormalised in-place 2-D transforms of a batch of n x n complex images on the instance of a device. The images
/// follow each other in memory with `pitch` values from row to row. forward: exp(-2 pi i k x / n); inverse: exp(+2 pi i
/// k x / n) without the factor 1/n^2.
template <class Exec, class Real>
class Fft2dBatch {
 public:
  /// Makes plans for images of n x n pixels. The first planning on a host may take seconds; measured plans are stored
  /// on disk. For a deterministic device plans are estimated, neither measured nor stored, so that all processes on
  /// equal processors use equal plans. On a GPU the plans of all batches share a work area for `most_images` images;
  /// a larger batch makes it grow. Throws CallError when the library cannot make a plan.
  Fft2dBatch(DeviceContext<Exec> const& device, int n, int pitch, int most_images = 1);
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
