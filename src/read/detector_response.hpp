#pragma once

#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Sets the response of the detector that options.upsample and options.blur state, and puts the counts, of D x D
/// pixels, into frames of U D x U D pixels. A probe gets a window U times as wide, and zeros around it. Throws
/// InputError for frames with an odd number of pixels, near fields with upsampling, and a point spread that is none.
void set_response(Scan& scan, ReadOptions const& options);

}  // namespace ptyger::read
