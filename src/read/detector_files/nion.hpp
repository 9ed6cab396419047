#pragma once

#include <string>

#include "read/detector_files/detector_frames.hpp"

namespace ptyger::read {

/// One file of Nion Swift (.h5, .nhdf) with one data item of frames: the dataset `data`, or one in a group `data`. Its
/// attribute `properties` is JSON: dimensional_calibrations (or spatial_calibrations) with scale and units of each
/// axis, how many axes are of the collection and of the datum, and metadata.instrument.high_tension in volts. The
/// rotation of the scan in it is not relative to the detector and is not used.
std::string missing_in_nion(Inputs const& inputs);
DetectorFrames open_nion(Inputs const& inputs, ReadingReport& report);

}  // namespace ptyger::read
