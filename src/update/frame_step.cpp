#include <array>
#include <cmath>

#include "update/frame_fit.hpp"

namespace ptyger::update {

std::array<double, 3> frame_step(FrameSlopes const& slopes, std::array<bool, 3> const& fitted) {
  constexpr double damping = 1e-3;  // added to each diagonal element of H, as a share of the element
  // Elimination without pivoting, since H is positive semidefinite and damped.
  auto h = slopes.curvature;
  std::array<double, 3> x{};
  for (std::size_t a = 0; a < 3; ++a) {
    bool const moves = fitted[a] && h[a][a] > 0;
    x[a] = moves ? -slopes.gradient[a] : 0;
    h[a][a] = moves ? h[a][a] * (1 + damping) : 1;
    for (std::size_t b = 0; b < 3 && !moves; ++b)
      if (b != a) h[a][b] = h[b][a] = 0;
  }
  for (std::size_t a = 0; a < 3; ++a)
    for (std::size_t row = a + 1; row < 3; ++row) {
      double const factor = h[row][a] / h[a][a];
      for (std::size_t col = a; col < 3; ++col) h[row][col] -= factor * h[a][col];
      x[row] -= factor * x[a];
    }
  for (std::size_t a = 3; a-- > 0;) {
    for (std::size_t col = a + 1; col < 3; ++col) x[a] -= h[a][col] * x[col];
    x[a] /= h[a][a];
    if (!std::isfinite(x[a])) return {};
  }
  return x;
}

}  // namespace ptyger::update
