#pragma once

#include <complex>
#include <cstddef>
#include <vector>

#include "ptyger/result.hpp"

namespace ptyger::test {

using Image = std::vector<std::complex<double>>;

/// Pixels of the object that the scan has seen well.
std::vector<std::size_t> lit_pixels(Result const& result);

double power(Image const& image);

/// Complex correlation with the truth in the lit region, of the contrast: means are taken out first, so an empty object
/// has none. A shift and a ramp, which the data do not tell, are fitted; five numbers for thousands of pixels.
double correlation_at(Image const& object, ObjectImage const& truth, std::vector<std::size_t> const& lit);
double correlation(Result const& result, ObjectImage const& truth);

}  // namespace ptyger::test
