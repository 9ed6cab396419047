#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ptyger/result.hpp"

namespace ptyger::write {

/// The smallest rectangle of an object that holds all lit pixels, and which of its pixels are lit.
struct LitMask {
  std::size_t top = 0;   ///< rows of the object above the rectangle
  std::size_t left = 0;  ///< columns of the object on its left
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::vector<std::uint8_t> lit;  ///< [row][col] of the rectangle, 1 = lit
};

/// As illuminated_pixels of core/lit_pixels.hpp says.
LitMask lit_mask(std::vector<double> const& illumination, std::size_t rows, std::size_t cols);

/// The part of the object that the scan has seen, cut out of it.
struct LitRegion {
  ObjectImage object;             ///< [row][col] of the smallest rectangle that holds all lit pixels
  std::vector<std::uint8_t> lit;  ///< [row][col] of the same rectangle, 1 = lit
};

/// Cuts the rectangle of a mask out of the object that the mask was made for.
LitRegion lit_region(ObjectImage const& object, LitMask mask);
LitRegion lit_region(Result const& result);

/// Values at the fractions 0.01 and 0.99 of all sorted values; at least 1e-3 apart.
struct Range {
  double low = 0;
  double high = 1;
};
Range percentile_range(std::vector<double> values);

}  // namespace ptyger::write
