#pragma once

#include <string>

#include "read/detector_files/detector_frames.hpp"

namespace ptyger::read {

/// An .emd file of Velox: Data/Image/ID/Data (row, column, image), images of the sample or of a camera with the images
/// along the last axis. They are no frames of a scan, whose positions such a file does not hold, so open_velox() throws
/// InputError, which says what they are.
std::string missing_in_velox(Inputs const& inputs);
DetectorFrames open_velox(Inputs const& inputs, ReadingReport& report);

}  // namespace ptyger::read
