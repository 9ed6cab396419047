#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ptyger/result.hpp"
#include "write/drawing/colour.hpp"
#include "write/lit_region.hpp"

namespace ptyger::write {

/// Phase or amplitude of the lit rectangle of an object, and how it is drawn.
struct ObjectView {
  std::string title;
  std::string unit;
  std::size_t top = 0;   ///< rows of the object above the rectangle
  std::size_t left = 0;  ///< columns of the object left of the rectangle
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::vector<double> values;     ///< [row][col]
  std::vector<std::uint8_t> lit;  ///< [row][col], 1 = illuminated
  /// Numbers at the ends of the colour map: 1st and 99th percentiles of the lit pixels; for a phase that wraps -pi, pi.
  Range range;
  Colour (*colour)(double);  ///< colour map: colour at a fraction of the range, 0..1
};

/// Whether phases with these percentiles fill most of the circle, so that they wrap.
bool phase_wraps(Range const& range);

/// Phase without its mean and its linear ramp; radians. In cyclic colours when it fills most of the circle.
ObjectView phase_view(Result const& result);

/// Amplitude; dimensionless, its mean is 1.
ObjectView amplitude_view(Result const& result);

/// The colours of all pixels, [row][col]; pixels that are not lit are pale.
std::vector<Colour> coloured(ObjectView const& view);

}  // namespace ptyger::write
