#pragma once

#include <string>

#include "read/formats/format.hpp"

namespace ptyger::read {

/// What both formats with a dp file have in common: the dataset dp (N, D, D) and beside it, where there is one, a mask
/// valid_pixel_mask (not zero = good) or bad_pixels (zero = good).
std::string missing_dp_frames(Inputs const& inputs);
Finding find_dp_frames(Inputs const& inputs);

}  // namespace ptyger::read
