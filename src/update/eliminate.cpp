#include "update/eliminate.hpp"

namespace ptyger::update {

void eliminate(std::span<double> a, std::span<double> b) {
  auto const n = b.size();
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t row = k + 1; row < n; ++row) {
      double const factor = a[row * n + k] / a[k * n + k];
      for (std::size_t col = k; col < n; ++col) a[row * n + col] -= factor * a[k * n + col];
      b[row] -= factor * b[k];
    }
  for (std::size_t k = n; k-- > 0;) {
    for (std::size_t col = k + 1; col < n; ++col) b[k] -= a[k * n + col] * b[col];
    b[k] /= a[k * n + k];
  }
}

}  // namespace ptyger::update
