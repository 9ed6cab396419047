#include "solver/trials/defocus.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/centre.hpp"
#include "core/signed_frequency.hpp"
#include "device/copy.hpp"
#include "fft/fft2d_batch.hpp"

namespace ptyger::solver {
namespace {

using Host = Kokkos::Serial;
using Field = Array2<Host, Complex<double>>;

/// Phase factor of a defocus at a frequency, zero frequency in the corner.
class QuadraticPhase {
 public:
  QuadraticPhase(std::size_t size, double defocus, double aspect) : size_(size), defocus_(defocus), aspect_(aspect) {}

  [[nodiscard]] std::complex<double> operator()(std::size_t row, std::size_t col) const {
    double const y = frequency(row);
    double const x = frequency(col);
    return std::polar(1.0,
                      std::numbers::pi * defocus_ * static_cast<double>(size_) * (y * y / aspect_ + x * x * aspect_));
  }

 private:
  [[nodiscard]] double frequency(std::size_t i) const {  // cycles a pixel
    return core::signed_frequency(i, size_) / static_cast<double>(size_);
  }

  std::size_t size_;
  double defocus_, aspect_;
};

DeviceContext<Host> host() {
  return {.deterministic = true};  // measured plans are not worthwhile for a few images
}

}  // namespace

ProbeModes defocused_probe(std::vector<double> const& mean, std::size_t size, double defocus, double aspect) {
  ProbeModes probe{1, size, std::vector<std::complex<double>>(size * size)};
  QuadraticPhase const phase(size, defocus, aspect);
  auto const device = host();
  auto const field = make_view<Field>(device, "defocused probe", size, size);
  for (std::size_t row = 0; row < size; ++row)
    for (std::size_t col = 0; col < size; ++col)
      field(row, col) = Kokkos::complex<double>(std::sqrt(mean[row * size + col]) * phase(row, col));
  fft::Fft2dBatch<Host, double>(device, static_cast<int>(size)).inverse(field.data(), 1);
  std::copy_n(field.data(), probe.values.size(), probe.values.begin());
  core::corner_to_centre(probe.values.data(), size);
  return probe;
}

ProbeModes refocused_probe(ProbeModes probe, double defocus, double aspect) {
  if (defocus == 0) return probe;
  auto const size = probe.size;
  auto const pixels = size * size;
  QuadraticPhase const phase(size, defocus, aspect);
  auto const device = host();
  fft::Fft2dBatch<Host, double> const transform(device, static_cast<int>(size));
  auto const field = make_view<Field>(device, "refocused probe", size, size);
  for (std::size_t mode = 0; mode < probe.modes; ++mode) {
    auto* const values = probe.values.data() + mode * pixels;
    core::centre_to_corner(values, size);
    std::copy_n(values, pixels, field.data());
    transform.forward(field.data(), 1);
    for (std::size_t row = 0; row < size; ++row)
      for (std::size_t col = 0; col < size; ++col)
        field(row, col) *= Kokkos::complex<double>(phase(row, col) / static_cast<double>(pixels));
    transform.inverse(field.data(), 1);
    std::copy_n(field.data(), pixels, values);
    core::corner_to_centre(values, size);
  }
  return probe;
}

double defocus_of_distance(Scan const& scan, std::size_t size, double distance_m) {
  return -scan.wavelength_m * distance_m / (static_cast<double>(size) * scan.pixel_row_m * scan.pixel_col_m);
}

double distance_of_defocus(Scan const& scan, std::size_t size, double defocus) {
  return -defocus * static_cast<double>(size) * scan.pixel_row_m * scan.pixel_col_m / scan.wavelength_m;
}

}  // namespace ptyger::solver
