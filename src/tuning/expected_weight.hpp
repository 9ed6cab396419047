#pragma once

#include "ptyger/result.hpp"

namespace ptyger::tuning {

/// The weight of the smoothness term, as Options::smoothness, that the noise of the frames and the roughness of the
/// object suggest when the term is taken for the logarithm of a probability: s^2 / v, with the mean square misfit s^2
/// of a pixel of the detector, and the variance v of the difference of two neighbouring pixels, which is half of their
/// common_roughness() for each of its two parts (MacKay, Neural Computation 4, 415 (1992)). a, b: of two halves of the
/// frames of `scan`. Infinite where the halves have no roughness in common.
double expected_weight(Result const& a, Result const& b, Scan const& scan);

}  // namespace ptyger::tuning
