#include "solver/hold_out.hpp"

#include <algorithm>
#include <cmath>

#include "core/random.hpp"

namespace ptyger::solver {

double held_out_share(Options const& options) {
  return options.iterations ? 0 : options.hold_out;
}

std::vector<std::uint8_t> fitted_pixels(std::size_t detector, double share, std::uint64_t seed) {
  std::size_t const pixels = detector * detector;
  if (share <= 0 || pixels < 2) return {};
  std::vector<std::uint8_t> fitted(pixels, 1);
  auto const number = static_cast<std::size_t>(std::llround(share * static_cast<double>(pixels)));
  auto const order = core::Random(seed).permutation(static_cast<int>(pixels));
  for (std::size_t k = 0; k < std::clamp<std::size_t>(number, 1, pixels - 1); ++k)
    fitted[static_cast<std::size_t>(order[k])] = 0;
  return fitted;
}

}  // namespace ptyger::solver
