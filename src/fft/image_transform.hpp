#pragma once

#include <complex>
#include <cstddef>
#include <vector>

namespace ptyger::fft {

enum class Transform {
  forward,  ///< exp(-2 pi i k x / n), not normalised
  inverse,  ///< exp(+2 pi i k x / n), divided by the number of pixels
};

/// Transforms an image [row][col] of any size in place on the calling thread. Every call makes an estimated plan, so
/// that equal images give equal bits; for single transforms, not for loops. Throws CallError when FFTW cannot make a
/// plan.
void transform_image(std::vector<std::complex<double>>& image, std::size_t rows, std::size_t cols, Transform direction);

}  // namespace ptyger::fft
