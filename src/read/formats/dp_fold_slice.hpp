#pragma once

#include <string>

#include "read/formats/format.hpp"

namespace ptyger::read {

/// Frames in the dataset dp, and a para file of fold_slice: positions ppX and ppY, object's pixel dx and wavelength
/// lambda, all in metres, and angle in degrees. row = ppY, col = ppX. Without dx the options must state the pixel.
std::string missing_in_dp_fold_slice(Inputs const& inputs);
Finding find_dp_fold_slice(Inputs const& inputs, ReadOptions const& options);

}  // namespace ptyger::read
