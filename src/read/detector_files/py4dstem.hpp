#pragma once

#include <string>

#include "read/detector_files/detector_frames.hpp"

namespace ptyger::read {

/// One file of py4DSTEM, with one datacube (scan row, scan column, row, column). Since version 0.14 it is an array of
/// emdfile, a group of the class DataCube with `data` and dim0 to dim3, under a root whose metadatabundle/calibration
/// has the steps Q_pixel_size and R_pixel_size with their units, and how the scan is turned: QR_rotation (radians)
/// takes vectors of the patterns to vectors of the scan as (row, column), after their exchange when QR_flip is true.
/// Before, it is TOP/data/datacubes/NAME/data, with steps in TOP/metadata.
std::string missing_in_py4dstem(Inputs const& inputs);
DetectorFrames open_py4dstem(Inputs const& inputs, ReadingReport& report);

}  // namespace ptyger::read
