#pragma once

#include "ptyger/result.hpp"

namespace ptyger::test {

using Image = std::vector<std::complex<double>>;

/// sum |z|^2
double power(Image const& image);

/// Complex correlation with the truth in the lit region, of the contrast: means are taken out first, so an empty object
/// has none. A shift and a ramp, which the data do not tell, are fitted; five numbers for thousands of pixels.
double correlation(Result const& result, ObjectImage const& truth);

}  // namespace ptyger::test
