#include "fft/image_transform.hpp"

#include <fftw3.h>

#include <string>

#include "core/expect.hpp"
#include "fft/fftw_planner.hpp"
#include "ptyger/error.hpp"

namespace ptyger::fft {

std::mutex& fftw_planner() {
  static std::mutex mutex;
  return mutex;
}

void transform_image(std::vector<std::complex<double>>& image, std::size_t rows, std::size_t cols,
                     Transform direction) {
  core::expect(image.size() == rows * cols, "an image of this shape");
  auto* const data = reinterpret_cast<fftw_complex*>(image.data());
  int const sign = direction == Transform::forward ? FFTW_FORWARD : FFTW_BACKWARD;
  fftw_plan plan = nullptr;
  {
    std::lock_guard const lock(fftw_planner());
    // FFTW_ESTIMATE does not overwrite the data, unlike FFTW_MEASURE.
    plan = fftw_plan_dft_2d(static_cast<int>(rows), static_cast<int>(cols), data, data, sign, FFTW_ESTIMATE);
  }
  if (plan == nullptr)
    throw CallError("FFTW cannot plan a transform of " + std::to_string(rows) + " x " + std::to_string(cols) +
                    " pixels");
  fftw_execute(plan);
  std::lock_guard const lock(fftw_planner());
  fftw_destroy_plan(plan);
  if (direction == Transform::inverse)
    for (auto& value : image) value /= static_cast<double>(rows * cols);
}

}  // namespace ptyger::fft
