#pragma once

#include <complex>
#include <cstddef>
#include <vector>

#include "ptyger/result.hpp"

namespace ptyger::test {

using Image = std::vector<std::complex<double>>;

/// Indices of object pixels with more than a fifth of the largest illumination.
std::vector<std::size_t> illuminated_pixels(Result const& result);

/// Sum of the squared magnitudes.
double power(Image const& image);

/// Complex correlation of object and truth over the given pixels. Means are subtracted first, so that an empty object
/// has no correlation. Scale, shift and phase ramp, which the data do not determine, are fitted.
double correlation_at(Image const& object, ObjectImage const& truth, std::vector<std::size_t> const& illuminated);
/// correlation_at() the illuminated pixels of the result.
double correlation(Result const& result, ObjectImage const& truth);

}  // namespace ptyger::test
