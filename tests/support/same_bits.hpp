#pragma once

#include <gtest/gtest.h>

#include <tuple>

#include "ptyger/result.hpp"

namespace ptyger::test {

/// All numbers of a record except measured times.
inline auto numbers(HistoryRecord const& r) {
  return std::tuple(r.phase, r.iteration, r.transforms, r.objective, r.nrmse, r.r_factor, r.step, r.beta, r.restart);
}

/// Whether two results are equal except for measured times; the failure names the first difference.
inline testing::AssertionResult same_bits(Result const& a, Result const& b) {
  auto const difference_in = [](char const* what) { return testing::AssertionFailure() << "another " << what; };
  if (a.history.size() != b.history.size())
    return testing::AssertionFailure() << a.history.size() << " records instead of " << b.history.size();
  for (std::size_t i = 0; i < a.history.size(); ++i)
    if (numbers(a.history[i]) != numbers(b.history[i]))
      return testing::AssertionFailure() << "record " << i << " is " << testing::PrintToString(numbers(a.history[i]))
                                         << " instead of " << testing::PrintToString(numbers(b.history[i]));
  if (a.object.values != b.object.values) return difference_in("object");
  if (a.probe.values != b.probe.values) return difference_in("probe");
  if (a.illumination != b.illumination) return difference_in("illumination");
  if (a.nrmse != b.nrmse || a.r_factor != b.r_factor) return difference_in("misfit");
  if (a.scale != b.scale) return difference_in("scale");
  if (a.search_transforms != b.search_transforms) return difference_in("number of search transforms");
  if (a.complete != b.complete) return difference_in("completeness");
  if (a.stop_reason != b.stop_reason)
    return testing::AssertionFailure() << "'" << a.stop_reason << "' instead of '" << b.stop_reason << "'";
  return testing::AssertionSuccess();
}

}  // namespace ptyger::test
