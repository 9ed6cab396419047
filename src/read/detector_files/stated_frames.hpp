#pragma once

#include <string>

#include "read/detector_files/detector_frames.hpp"

namespace ptyger::read {

/// Files of detectors that are presented as HDF5 files with what they state as attributes of the root
/// (array_files/stated.hpp). Frames of several files are joined in their order; the first file states the rest.
std::string missing_in_empad(Inputs const& inputs);
DetectorFrames open_empad(Inputs const& inputs, ReadingReport& report);

std::string missing_in_merlin(Inputs const& inputs);
DetectorFrames open_merlin(Inputs const& inputs, ReadingReport& report);

std::string missing_in_blockfile(Inputs const& inputs);
DetectorFrames open_blockfile(Inputs const& inputs, ReadingReport& report);

}  // namespace ptyger::read
