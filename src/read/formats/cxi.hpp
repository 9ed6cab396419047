#pragma once

#include <string>

#include "read/formats/format.hpp"

namespace ptyger::read {

/// CXI as the ptychography community writes it: frames, translation, energy or wavelength, distance and detector pixel
/// size under entry_1. The object's pixel is lambda z / (D p). One file, or two as of ptychodus: frames with the
/// geometry, and positions with the numbers of their frames, probe and angle.
std::string missing_in_cxi(Inputs const& inputs);
Finding find_cxi(Inputs const& inputs, ReadOptions const& options);

}  // namespace ptyger::read
