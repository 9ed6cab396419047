#pragma once

#include <cstddef>

namespace ptyger::core {

/// Signed frequency of entry i of a transform of n points, cycles per n points; also the signed distance of row or
/// column i from the zero frequency in the corner.
constexpr double signed_frequency(std::size_t i, std::size_t n) {
  return i < (n + 1) / 2 ? static_cast<double>(i) : static_cast<double>(i) - static_cast<double>(n);
}

}  // namespace ptyger::core
