#pragma once

#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Sets the point spread: a Gaussian whose standard deviation `value` states in detector pixels, cut at three of them,
/// or the image of a file, FILE[:/DATASET]. Its sum becomes 1. Throws InputError when the value or the image is none.
void set_blur(DetectorResponse& response, std::string const& value);

/// Sets the response of the detector that options.upsample and options.blur state, and puts the counts, of D x D
/// pixels, into frames of U D x U D pixels. A probe gets a window U times as wide, and zeros around it. Throws
/// InputError for frames with an odd number of pixels, near fields with upsampling, and a point spread that is none.
void set_response(Scan& scan, ReadOptions const& options);

}  // namespace ptyger::read
