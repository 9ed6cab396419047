#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace ptyger::core {

/// The middle value, of an even number the upper of the two in the middle. At least one value.
inline double median(std::vector<double> values) {
  auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace ptyger::core
