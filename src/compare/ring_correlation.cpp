#include "compare/ring_correlation.hpp"

#include <algorithm>
#include <cmath>

#include "compare/align.hpp"
#include "fft/image_transform.hpp"

namespace ptyger::compare {
namespace {

/// Sums over the Fourier pixels of a ring; F, G: spectra of a and b.
struct Ring {
  double cross = 0;    ///< Re sum F conj(G)
  double power_a = 0;  ///< sum |F|^2
  double power_b = 0;  ///< sum |G|^2
  double pixels = 0;   ///< number of Fourier pixels
};

/// Frequency of entry k of a transform of length n, cycles per pixel.
double cycles(std::size_t k, std::size_t n) {
  auto const length = static_cast<double>(n);
  double const value = static_cast<double>(k) / length;
  return value < 0.5 ? value : value - 1;
}

std::vector<Ring> sum_rings(Field const& a, Field const& b, Shape shape, Pair pixel) {
  std::size_t const length = std::min(shape.rows, shape.cols);
  double const coarser_pixel = std::max(pixel.row, pixel.col);
  std::vector<Ring> rings(length / 2 + 1);
  for (std::size_t row = 0; row < shape.rows; ++row)
    for (std::size_t col = 0; col < shape.cols; ++col) {
      double const frequency = std::hypot(cycles(row, shape.rows) * coarser_pixel / pixel.row,
                                          cycles(col, shape.cols) * coarser_pixel / pixel.col);
      auto const ring = static_cast<std::size_t>(std::lround(frequency * static_cast<double>(length)));
      if (ring >= rings.size()) continue;
      std::size_t const i = row * shape.cols + col;
      rings[ring].cross += (a[i] * std::conj(b[i])).real();
      rings[ring].power_a += std::norm(a[i]);
      rings[ring].power_b += std::norm(b[i]);
      rings[ring].pixels += 1;
    }
  return rings;
}

/// Share of the Fourier pixels of a ring that are independent under the window. The window correlates areas of
/// N sum w^4 / (sum w^2)^2 Fourier pixels; along a ring, which has one dimension, the square root of it.
double independent_share(std::vector<double> const& window) {
  double sum_w2 = 0;
  double sum_w4 = 0;
  for (double const w : window) {
    sum_w2 += w * w;
    sum_w4 += w * w * w * w;
  }
  return sum_w4 > 0 ? sum_w2 / std::sqrt(sum_w4 * static_cast<double>(window.size())) : 0;
}

std::optional<double> first_crossing(RingCorrelation const& rings) {
  for (std::size_t k = 0; k < rings.frequency.size(); ++k) {
    double const deficit = rings.threshold[k] - rings.correlation[k];
    if (deficit <= 0) continue;
    if (k == 0) return rings.frequency[0];
    double const excess_before = rings.correlation[k - 1] - rings.threshold[k - 1];
    double const fraction = excess_before / (excess_before + deficit);
    return rings.frequency[k - 1] + fraction * (rings.frequency[k] - rings.frequency[k - 1]);
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
  double const share_of_independent = independent_share(window);
  auto const sums = sum_rings(spectrum_a, spectrum_b, shape, pixel);
  RingCorrelation rings;
  for (std::size_t k = 1; k < sums.size(); ++k) {
    double const power = std::sqrt(sums[k].power_a * sums[k].power_b);
    double const n = std::max(1.0, sums[k].pixels * share_of_independent);
    rings.frequency.push_back(static_cast<double>(k) / static_cast<double>(std::min(shape.rows, shape.cols)));
    rings.correlation.push_back(power > 0 ? sums[k].cross / power : 0);
    rings.threshold.push_back(half_bit_threshold(n));
    rings.samples.push_back(n);
  }
  rings.crossing = first_crossing(rings);
  return rings;
}

}  // namespace ptyger::compare
