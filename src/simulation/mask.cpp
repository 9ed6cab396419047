#include "simulation/mask.hpp"

#include <cmath>

namespace ptyger::simulation {

std::vector<std::uint32_t> make_mask(Options const& options, Random& random) {
  std::size_t const n = options.detector;
  std::size_t const gap_begin = n / 2 + n / 10;
  std::size_t const gap_end = gap_begin + options.module_gap_px;
  auto const in_gap = [&](std::size_t i) { return i >= gap_begin && i < gap_end; };
  std::vector<std::uint32_t> mask(n * n, 0);
  for (std::size_t row = 0; row < n; ++row)
    for (std::size_t col = 0; col < n; ++col) {
      auto& bits = mask[row * n + col];
      double const y = static_cast<double>(row) - static_cast<double>(n / 2);
      double const x = static_cast<double>(col) - static_cast<double>(n / 2);
      if (random.uniform() < options.dead_pixels) bits |= static_cast<std::uint32_t>(MaskBit::dead);
      if (2 * std::hypot(y, x) < options.beam_stop_px) bits |= static_cast<std::uint32_t>(MaskBit::shadowed);
      if (in_gap(row) || in_gap(col)) bits |= static_cast<std::uint32_t>(MaskBit::missing);
    }
  return mask;
}

}  // namespace ptyger::simulation
