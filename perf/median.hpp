#pragma once

#include <algorithm>
#include <vector>

namespace ptyger::perf {

/// Median of at least one value; for an even number of values the larger of the two middle ones.
inline double median(std::vector<double> values) {
  auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace ptyger::perf
