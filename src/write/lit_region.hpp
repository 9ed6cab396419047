#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ptyger/result.hpp"

namespace ptyger {

/// The part of the object that the scan has seen, cut out of it.
struct LitRegion {
  ObjectImage object;             ///< [row][col] of the smallest rectangle that holds all lit pixels
  std::vector<std::uint8_t> lit;  ///< [row][col] of the same rectangle, 1 = lit
};

/// Lit are the pixels with at least a tenth of the mean illumination, where the mean is weighted by the
/// illumination itself so that dark borders do not count; all pixels when nothing is illuminated.
LitRegion lit_region(Result const& result);

/// Takes the phase that reconstruction cannot know out of an object: a linear ramp, estimated from the mean phase
/// step between neighbours at growing distances (no unwrapping needed), then the mean phase of the lit pixels.
void level_phase(LitRegion& region);

/// Values at the fractions 0.01 and 0.99 of all sorted values; at least 1e-3 apart.
struct Range {
  double low = 0;
  double high = 1;
};
Range percentile_range(std::vector<double> values);

}  // namespace ptyger
