#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ptyger/result.hpp"
#include "write/lit_region.hpp"
#include "write/picture/canvas.hpp"

namespace ptyger::write {

/// One real number for each pixel of the rectangle of an object that the scan has seen, and how it is drawn.
struct ObjectView {
  std::string title;
  std::string unit;
  std::size_t top = 0;   ///< rows of the object above the rectangle
  std::size_t left = 0;  ///< columns of the object on its left
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::vector<double> values;     ///< [row][col]
  std::vector<std::uint8_t> lit;  ///< [row][col], 1 = illuminated
  Range range;                    ///< of the contrast: that of the lit pixels but for the outermost hundredths
  Colour (*colour)(double);       ///< of a fraction of the range
};

/// Phase without its mean and its linear ramp; radians.
ObjectView phase_view(Result const& result);

/// Amplitude; dimensionless, its mean is 1.
ObjectView amplitude_view(Result const& result);

/// The colours of all pixels, [row][col]; those that are not lit are pale.
std::vector<Colour> coloured(ObjectView const& view);

}  // namespace ptyger::write
