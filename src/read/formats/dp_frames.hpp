#pragma once

#include <string>

#include "read/formats/format.hpp"

namespace ptyger::read {

/// The frames of all formats with a dp file: the dataset dp (N, D, D), and in its file, if any, the mask
/// valid_pixel_mask (not zero = good) or bad_pixels (zero = good).
std::string missing_dp_frames(Inputs const& inputs);
Finding find_dp_frames(Inputs const& inputs);

}  // namespace ptyger::read
