#include "core/illumination_of_patches.hpp"

#include <algorithm>

namespace ptyger::core {

std::vector<double> illumination_of_patches(ProbeModes const& probe, std::vector<PatchOrigin> const& corners,
                                            std::size_t rows, std::size_t cols) {
  std::size_t const pixels = probe.size * probe.size;
  std::vector<double> intensity(pixels, 0.0);
  for (std::size_t i = 0; i < probe.values.size(); ++i) intensity[i % pixels] += std::norm(probe.values[i]);
  std::vector<double> sum(rows * cols, 0.0);
  auto const size = static_cast<std::ptrdiff_t>(probe.size);
  auto const height = static_cast<std::ptrdiff_t>(rows);
  auto const width = static_cast<std::ptrdiff_t>(cols);
  for (auto const [top, left] : corners)
    for (auto row = std::max<std::ptrdiff_t>(0, -top); row < std::min(size, height - top); ++row)
      for (auto col = std::max<std::ptrdiff_t>(0, -left); col < std::min(size, width - left); ++col)
        sum[static_cast<std::size_t>((top + row) * width + left + col)] +=
            intensity[static_cast<std::size_t>(row * size + col)];
  return sum;
}

}  // namespace ptyger::core
