#pragma once

#include <complex>
#include <cstddef>
#include <vector>

namespace ptyger::fft {

enum class Transform {
  forward,  ///< exp(-2 pi i k x / n), as it is
  inverse,  ///< exp(+2 pi i k x / n), divided by the number of pixels
};

/// Transforms one image of any size in place, [row][col], on this thread; for what is done once, not in a loop: every
/// call plans anew, without measuring, so that equal images give equal bits. CallError when FFTW cannot plan.
void transform_image(std::vector<std::complex<double>>& image, std::size_t rows, std::size_t cols, Transform direction);

}  // namespace ptyger::fft
