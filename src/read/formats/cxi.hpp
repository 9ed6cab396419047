#pragma once

#include <string>

#include "read/formats/format.hpp"

namespace ptyger::read {

/// CXI as programs of ptychography write it: frames, translation, energy or wavelength, distance and detector pixel
/// under entry_1. The object's pixel is lambda z / (D p). One file, or the two files of ptychodus: one with frames and
/// geometry, one with positions, numbers of their frames, probe and angle.
std::string missing_in_cxi(Inputs const& inputs);
/// The same without positions, which place_frames() finds: one file or more, of which the first one with frames is
/// read.
std::string missing_in_cxi_frames(Inputs const& inputs);
Finding find_cxi(Inputs const& inputs, ReadOptions const& options);

}  // namespace ptyger::read
