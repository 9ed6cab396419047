#include "compare/ring_correlation.hpp"

#include <algorithm>
#include <cmath>

#include "compare/align.hpp"
#include "fft/image_transform.hpp"

namespace ptyger::compare {
namespace {

struct Ring {
  double cross = 0;
  double power_a = 0;
  double power_b = 0;
  double pixels = 0;
};

/// Frequency of entry k of n, cycles per pixel.
double cycles(std::size_t k, std::size_t n) {
  auto const length = static_cast<double>(n);
  double const value = static_cast<double>(k) / length;
  return value < 0.5 ? value : value - 1;
}

std::vector<Ring> sum_rings(Field const& a, Field const& b, Shape shape, Pair pixel) {
  std::size_t const length = std::min(shape.rows, shape.cols);
  double const coarser = std::max(pixel.row, pixel.col);
  std::vector<Ring> rings(length / 2 + 1);
  for (std::size_t row = 0; row < shape.rows; ++row)
    for (std::size_t col = 0; col < shape.cols; ++col) {
      double const frequency =
          std::hypot(cycles(row, shape.rows) * coarser / pixel.row, cycles(col, shape.cols) * coarser / pixel.col);
      auto const number = static_cast<std::size_t>(std::lround(frequency * static_cast<double>(length)));
      if (number >= rings.size()) continue;
      std::size_t const i = row * shape.cols + col;
      rings[number].cross += (a[i] * std::conj(b[i])).real();
      rings[number].power_a += std::norm(a[i]);
      rings[number].power_b += std::norm(b[i]);
      rings[number].pixels += 1;
    }
  return rings;
}

/// Share of the Fourier pixels of a ring that are independent. A window correlates neighbours in two dimensions; along
/// a ring, which has one dimension, it correlates the square root of their number.
double independent_share(std::vector<double> const& window) {
  double second = 0;
  double fourth = 0;
  for (double const w : window) {
    second += w * w;
    fourth += w * w * w * w;
  }
  return fourth > 0 ? second / std::sqrt(fourth * static_cast<double>(window.size())) : 0;
}

std::optional<double> first_crossing(RingCorrelation const& rings) {
  for (std::size_t k = 0; k < rings.frequency.size(); ++k) {
    double const below = rings.threshold[k] - rings.correlation[k];
    if (below <= 0) continue;
    if (k == 0) return rings.frequency[0];
    double const before = rings.correlation[k - 1] - rings.threshold[k - 1];
    double const part = before / (before + below);
    return rings.frequency[k - 1] + part * (rings.frequency[k] - rings.frequency[k - 1]);
  }
  return {};
}

}  // namespace

double half_bit_threshold(double n) {
  double const root = 1 / std::sqrt(n);
  return (0.2071 + 1.9102 * root) / (1.2071 + 0.9102 * root);
}

RingCorrelation ring_correlation(Field const& a, Field const& b, std::vector<double> const& window, Shape shape,
                                 Pair pixel) {
  auto spectrum_a = windowed(a, window);
  auto spectrum_b = windowed(b, window);
  fft::transform_image(spectrum_a, shape.rows, shape.cols, fft::Transform::forward);
  fft::transform_image(spectrum_b, shape.rows, shape.cols, fft::Transform::forward);
  double const share = independent_share(window);
  auto const sums = sum_rings(spectrum_a, spectrum_b, shape, pixel);
  RingCorrelation rings;
  for (std::size_t k = 1; k < sums.size(); ++k) {
    double const power = std::sqrt(sums[k].power_a * sums[k].power_b);
    double const n = std::max(1.0, sums[k].pixels * share);
    rings.frequency.push_back(static_cast<double>(k) / static_cast<double>(std::min(shape.rows, shape.cols)));
    rings.correlation.push_back(power > 0 ? sums[k].cross / power : 0);
    rings.threshold.push_back(half_bit_threshold(n));
    rings.samples.push_back(n);
  }
  rings.crossing = first_crossing(rings);
  return rings;
}

}  // namespace ptyger::compare
