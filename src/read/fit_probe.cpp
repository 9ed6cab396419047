#include "read/fit_probe.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <utility>

namespace ptyger::read {
namespace {

using Values = std::vector<std::complex<double>>;

/// Sum of exp(i phase_step k) over the `size` whole numbers k from -size/2 on; `phase_step` in radians.
std::complex<double> sum_of_waves(double phase_step, std::size_t size) {
  auto const number = static_cast<double>(size);
  std::size_t const negative_terms = size / 2;
  auto const step = 1.0 - std::polar(1.0, phase_step);
  if (std::abs(step) < 1e-9) return number;
  return std::polar(1.0, -phase_step * static_cast<double>(negative_terms)) *
         (1.0 - std::polar(1.0, phase_step * number)) / step;
}

/// The matrix [size][detector] that keeps the `size` frequencies around zero of `detector` values, or all of them when
/// there are fewer: a Fourier transform, cropping or padding with zeros, and the transform back. Both transforms are
/// unitary and have their origin in the middle.
///   m_ij = sum_k exp(2 pi i k ((i - size/2) / size - (j - detector/2) / detector)) / sqrt(size detector)
Values low_frequencies(std::size_t detector, std::size_t size) {
  auto const coordinate = [](std::size_t index, std::size_t extent) {
    std::size_t const middle = extent / 2;
    return (static_cast<double>(index) - static_cast<double>(middle)) / static_cast<double>(extent);
  };
  double const norm = std::sqrt(static_cast<double>(size) * static_cast<double>(detector));
  std::size_t const kept = std::min(size, detector);
  Values matrix(size * detector);
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = 0; j < detector; ++j)
      matrix[i * detector + j] =
          sum_of_waves(2 * std::numbers::pi * (coordinate(i, size) - coordinate(j, detector)), kept) / norm;
  return matrix;
}

/// The transpose of matrix * image as [cols][size]; matrix is [size][detector], image [detector][cols].
Values transposed_product(Values const& matrix, std::complex<double> const* image, std::size_t size,
                          std::size_t detector, std::size_t cols) {
  Values out(cols * size);
  Values line(cols);
  for (std::size_t i = 0; i < size; ++i) {
    line.assign(cols, 0);
    for (std::size_t j = 0; j < detector; ++j) {
      auto const factor = matrix[i * detector + j];
      auto const* const row = image + j * cols;
      for (std::size_t col = 0; col < cols; ++col)
        line[col] += std::complex<double>(factor.real() * row[col].real() - factor.imag() * row[col].imag(),
                                          factor.real() * row[col].imag() + factor.imag() * row[col].real());
    }
    for (std::size_t col = 0; col < cols; ++col) out[col * size + i] = line[col];
  }
  return out;
}

/// Crops the frequencies of the rows, then of the columns; transposed_product() transposes each time.
void crop_frequencies(ProbeModes& probe, std::size_t size) {
  std::size_t const detector = probe.size;
  auto const matrix = low_frequencies(detector, size);
  Values values;
  for (std::size_t mode = 0; mode < probe.modes; ++mode) {
    auto const rows_cropped =
        transposed_product(matrix, probe.values.data() + mode * detector * detector, size, detector, detector);
    auto const cropped = transposed_product(matrix, rows_cropped.data(), size, detector, size);
    values.insert(values.end(), cropped.begin(), cropped.end());
  }
  probe.size = size;
  probe.values = std::move(values);
}

}  // namespace

void fit_probe(ProbeModes& probe, std::size_t detector, std::size_t size, ReadingReport& report) {
  if (probe.modes == 0 || probe.size == size) return;
  if (probe.size == detector) {
    crop_frequencies(probe, size);
    if (size < detector) report.add(ProbeCropped{size});
    return;
  }
  report.add(ProbeNotUsed{.probe_size = probe.size, .size = size});
  probe = {};
}

void fit_near_field_probe(ProbeModes& probe, std::size_t size) {
  if (probe.modes == 0 || probe.size == size) return;
  auto const given = probe;
  // Row or column of the given probe with the same middle; at its border outside of it.
  auto const source = [&](std::size_t index) {
    std::size_t const from = std::max(index + given.size / 2, size / 2) - size / 2;
    return std::min(from, given.size - 1);
  };
  probe.size = size;
  probe.values.clear();
  for (std::size_t mode = 0; mode < given.modes; ++mode)
    for (std::size_t row = 0; row < size; ++row)
      for (std::size_t col = 0; col < size; ++col)
        probe.values.push_back(given.values[(mode * given.size + source(row)) * given.size + source(col)]);
}

}  // namespace ptyger::read
