#include "perf/synthetic_scan.hpp"

#include <cmath>

#include "core/random.hpp"

namespace ptyger::perf {
namespace {

/// A Gaussian beam with a quadratic phase (defocus), n x n pixels.
ProbeModes defocused_beam(std::size_t n) {
  ProbeModes probe{1, n, std::vector<std::complex<double>>(n * n)};
  auto const size = static_cast<double>(n);
  for (std::size_t i = 0; i < n * n; ++i) {
    double const y = (static_cast<double>(i / n) - size / 2) / size;
    double const x = (static_cast<double>(i % n) - size / 2) / size;
    double const r2 = y * y + x * x;
    probe.values[i] = std::polar(std::exp(-r2 * 40), 60 * r2);
  }
  return probe;
}

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
  std::vector<std::uint16_t> counts(frames * detector * detector);
  for (std::size_t j = 0; j < frames; ++j) {
    scan.positions.push_back(
        {step * 1e-8 * static_cast<double>(j / side), step * 1e-8 * static_cast<double>(j % side)});
    scan.indexes.push_back(static_cast<std::int64_t>(j));
  }
  for (auto& count : counts) count = static_cast<std::uint16_t>(random.next() % 64);
  scan.counts = std::move(counts);
  return scan;
}

}  // namespace ptyger::perf
