#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ptyger/result.hpp"

namespace ptyger::write {

/// The smallest rectangle of an object that contains all lit (illuminated) pixels, and which of its pixels are lit.
struct LitMask {
  std::size_t top = 0;            ///< rows of the object above the rectangle
  std::size_t left = 0;           ///< columns of the object left of the rectangle
  std::size_t rows = 0;           ///< rows of the rectangle, object pixels
  std::size_t cols = 0;           ///< columns of the rectangle, object pixels
  std::vector<std::uint8_t> lit;  ///< [row][col] of the rectangle, 1 = lit
};

/// Finds the lit pixels. illumination: [row][col] of the object. A pixel is lit where illuminated_pixels() in
/// core/illuminated_pixels.hpp is 1.
LitMask lit_mask(std::vector<double> const& illumination, std::size_t rows, std::size_t cols);

/// The illuminated part of an object.
struct LitRegion {
  ObjectImage object;             ///< [row][col] of the smallest rectangle that contains all lit pixels
  std::vector<std::uint8_t> lit;  ///< [row][col] of the same rectangle, 1 = lit
};

/// Copies the rectangle of `mask` from the object that the mask was made for.
LitRegion lit_region(ObjectImage const& object, LitMask mask);
/// The lit region of a result, by its illumination.
LitRegion lit_region(Result const& result);

/// The 1st and 99th percentiles of some values, moved apart to a distance of at least 1e-3.
struct Range {
  double low = 0;   ///< 1st percentile
  double high = 1;  ///< 99th percentile
};
Range percentile_range(std::vector<double> values);

}  // namespace ptyger::write
