#include "prepare/resampled_probe.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ptyger::prepare {
namespace {

/// Weights of the old samples in the new ones along one axis, [new][old]: the periodic sinc of the frequencies below
/// Nyquist of both grids. pixel: new pixel in old pixels.
std::vector<double> weights(std::size_t old_size, std::size_t new_size, double pixel) {
  auto const n = static_cast<double>(old_size);
  double const frequencies = 2 * std::floor((n - 1) / 2 * std::min(1.0, 1 / pixel)) + 1;
  std::vector<double> result(new_size * old_size, 0.0);
  auto const old_middle = old_size / 2;
  auto const new_middle = new_size / 2;
  for (std::size_t i = 0; i < new_size; ++i) {
    double const at =
        (static_cast<double>(i) - static_cast<double>(new_middle)) * pixel + static_cast<double>(old_middle);
    if (at < -0.5 || at > n - 0.5) continue;
    for (std::size_t k = 0; k < old_size; ++k) {
      double const angle = std::numbers::pi * (at - static_cast<double>(k)) / n;
      double const sine = std::sin(angle);
      result[i * old_size + k] = std::abs(sine) < 1e-12 ? frequencies / n : std::sin(frequencies * angle) / (n * sine);
    }
  }
  return result;
}

}  // namespace

ProbeModes resampled_probe(ProbeModes const& probe, std::size_t size, PixelSides pixel) {
  auto const old_size = probe.size;
  auto const by_row = weights(old_size, size, pixel.row);
  auto const by_col = weights(old_size, size, pixel.col);
  ProbeModes result{probe.modes, size, std::vector<std::complex<double>>(probe.modes * size * size)};
  std::vector<std::complex<double>> half(old_size * size);  // [old row][new col]
  for (std::size_t mode = 0; mode < probe.modes; ++mode) {
    auto const* const in = probe.values.data() + mode * old_size * old_size;
    auto* const out = result.values.data() + mode * size * size;
    for (std::size_t row = 0; row < old_size; ++row)
      for (std::size_t col = 0; col < size; ++col) {
        std::complex<double> sum = 0;
        for (std::size_t k = 0; k < old_size; ++k) sum += by_col[col * old_size + k] * in[row * old_size + k];
        half[row * size + col] = sum;
      }
    for (std::size_t row = 0; row < size; ++row)
      for (std::size_t k = 0; k < old_size; ++k) {
        double const weight = by_row[row * old_size + k];
        if (weight == 0) continue;
        for (std::size_t col = 0; col < size; ++col) out[row * size + col] += weight * half[k * size + col];
      }
  }
  return result;
}

}  // namespace ptyger::prepare
