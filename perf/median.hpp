#pragma once

#include <algorithm>
#include <vector>

namespace ptyger::perf {

/// The middle of some values, one at least; of an even number the upper middle one.
inline double median(std::vector<double> values) {
  auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace ptyger::perf
