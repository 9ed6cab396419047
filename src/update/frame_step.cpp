#include <algorithm>
#include <array>
#include <cmath>

#include "update/eliminate.hpp"
#include "update/frame_fit.hpp"

namespace ptyger::update {

std::array<double, 3> frame_step(FrameSlopes const& slopes, std::array<bool, 3> const& fitted) {
  constexpr double damping = 1e-3;  // added to each diagonal element of H, as a share of the element
  std::array<double, 9> h{};        // H of the fitted parameters, damped; the identity in the others
  std::array<double, 3> x{};
  auto const moves = [&](std::size_t a) { return fitted[a] && slopes.curvature[a][a] > 0; };
  for (std::size_t a = 0; a < 3; ++a) {
    x[a] = moves(a) ? -slopes.gradient[a] : 0;
    for (std::size_t b = 0; b < 3; ++b)
      if (moves(a) && moves(b)) h[3 * a + b] = slopes.curvature[a][b];
    h[4 * a] = moves(a) ? h[4 * a] * (1 + damping) : 1;
  }
  eliminate(h, x);
  if (!std::all_of(x.begin(), x.end(), [](double value) { return std::isfinite(value); })) return {};
  return x;
}

}  // namespace ptyger::update
