#include "update/hermitian_eigen.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ptyger::update {
namespace {

using Value = std::complex<double>;

/// Rotates columns p and q of a size x size matrix: cosine c, complex sine s.
void rotate_columns(std::vector<Value>& matrix, std::size_t size, std::size_t p, std::size_t q, double c, Value s) {
  for (std::size_t k = 0; k < size; ++k) {
    Value const first = matrix[k * size + p];
    Value const second = matrix[k * size + q];
    matrix[k * size + p] = c * first - std::conj(s) * second;
    matrix[k * size + q] = s * first + c * second;
  }
}

/// Rotates rows p and q of a size x size matrix: cosine c, complex sine s.
void rotate_rows(std::vector<Value>& matrix, std::size_t size, std::size_t p, std::size_t q, double c, Value s) {
  for (std::size_t k = 0; k < size; ++k) {
    Value const first = matrix[p * size + k];
    Value const second = matrix[q * size + k];
    matrix[p * size + k] = c * first - s * second;
    matrix[q * size + k] = std::conj(s) * first + c * second;
  }
}

}  // namespace

HermitianEigen hermitian_eigen(std::vector<Value> matrix, std::size_t size) {
  std::vector<Value> vectors(size * size);
  for (std::size_t k = 0; k < size; ++k) vectors[k * size + k] = 1;
  double norm = 0;
  for (auto const& value : matrix) norm += std::norm(value);
  for (int sweep = 0; sweep < 60; ++sweep) {
    double off_diagonal_squares = 0;
    for (std::size_t p = 0; p < size; ++p)
      for (std::size_t q = p + 1; q < size; ++q) off_diagonal_squares += std::norm(matrix[p * size + q]);
    if (off_diagonal_squares <= 1e-28 * norm) break;
    for (std::size_t p = 0; p < size; ++p)
      for (std::size_t q = p + 1; q < size; ++q) {
        Value const off_diagonal = matrix[p * size + q];
        double const magnitude = std::abs(off_diagonal);
        if (magnitude == 0) continue;
        double const theta = (matrix[q * size + q].real() - matrix[p * size + p].real()) / (2 * magnitude);
        double const t = (theta >= 0 ? 1 : -1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
        double const c = 1 / std::sqrt(t * t + 1);
        Value const s = t * c * off_diagonal / magnitude;
        rotate_columns(matrix, size, p, q, c, s);
        rotate_rows(matrix, size, p, q, c, s);
        rotate_columns(vectors, size, p, q, c, s);
      }
  }
  std::vector<std::size_t> order(size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return matrix[a * size + a].real() > matrix[b * size + b].real(); });
  HermitianEigen result{std::vector<double>(size), std::vector<Value>(size * size)};
  for (std::size_t k = 0; k < size; ++k) {
    result.values[k] = matrix[order[k] * size + order[k]].real();
    for (std::size_t row = 0; row < size; ++row) result.vectors[row * size + k] = vectors[row * size + order[k]];
  }
  return result;
}

}  // namespace ptyger::update
