#include "perf/synthetic_scan.hpp"

#include <algorithm>
#include <cmath>

#include "core/random.hpp"
#include "fft/fft2d_batch.hpp"

namespace ptyger::perf {
namespace {

/// A Gaussian beam with a quadratic phase (defocus), n x n pixels.
ProbeModes defocused_beam(std::size_t n) {
  ProbeModes probe{1, n, std::vector<std::complex<double>>(n * n)};
  auto const size = static_cast<double>(n);
  for (std::size_t i = 0; i < n * n; ++i) {
    std::size_t const row = i / n;
    std::size_t const col = i % n;
    double const y = (static_cast<double>(row) - size / 2) / size;
    double const x = (static_cast<double>(col) - size / 2) / size;
    double const r2 = y * y + x * x;
    probe.values[i] = std::polar(std::exp(-r2 * 40), 60 * r2);
  }
  return probe;
}

/// An object of size x size pixels: squares of 8 x 8 pixels with random phases up to one radian.
std::vector<std::complex<double>> squares(std::size_t size, core::Random& random) {
  std::size_t const side = (size + 7) / 8;
  std::vector<double> phases(side * side);
  for (double& phase : phases) phase = static_cast<double>(random.next() % 1000) / 1000;
  std::vector<std::complex<double>> object(size * size);
  for (std::size_t i = 0; i < object.size(); ++i)
    object[i] = std::polar(1.0, phases[i / size / 8 * side + i % size / 8]);
  return object;
}

/// Counts of one pattern, 30 a pixel on average: the far field of the probe on the object from pixel `corner` on.
class Camera {
 public:
  explicit Camera(ProbeModes const& probe)
      : probe_(probe), wave_(probe.values.size()), transform_(host_, int(probe.size)) {}

  void expose(std::vector<std::complex<double>> const& object, std::size_t size, std::size_t corner,
              std::uint16_t* counts) {
    std::size_t const n = probe_.size;
    double power = 0;
    for (std::size_t i = 0; i < wave_.size(); ++i) {
      wave_[i] = Complex<double>(probe_.values[i] * object[corner + i / n * size + i % n]);
      power += norm2(wave_[i]);
    }
    transform_.forward(wave_.data(), 1);
    for (std::size_t i = 0; i < wave_.size(); ++i)
      counts[i] = static_cast<std::uint16_t>(std::min(norm2(wave_[i]) * 30 / power, 65535.0));
  }

 private:
  DeviceContext<Kokkos::Serial> host_{.deterministic = true};
  ProbeModes const& probe_;
  std::vector<Complex<double>> wave_;
  fft::Fft2dBatch<Kokkos::Serial, double> transform_;
};

}  // namespace

Scan synthetic_scan(std::size_t frames, std::size_t detector) {
  Scan scan;
  scan.frames = frames;
  scan.detector = detector;
  scan.pixel_row_m = scan.pixel_col_m = 1e-8;
  scan.measured.assign(detector * detector, 1);
  scan.probe = defocused_beam(detector);
  core::Random random(1);
  auto const side = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(frames))));
  double const step = 0.1 * static_cast<double>(detector) + 0.37;
  auto const size = detector + static_cast<std::size_t>(step * static_cast<double>(side)) + 1;
  auto const object = squares(size, random);
  Camera camera(scan.probe);
  std::vector<std::uint16_t> counts(frames * detector * detector);
  for (std::size_t j = 0; j < frames; ++j) {
    std::size_t const line = j / side;
    double const row = step * static_cast<double>(line);
    double const col = step * static_cast<double>(j % side);
    scan.positions.push_back({row * 1e-8, col * 1e-8});
    scan.indexes.push_back(static_cast<std::int64_t>(j));
    auto const corner = static_cast<std::size_t>(row) * size + static_cast<std::size_t>(col);
    camera.expose(object, size, corner, counts.data() + j * detector * detector);
  }
  scan.counts = std::move(counts);
  return scan;
}

}  // namespace ptyger::perf
