#pragma once

#include <string>

#include "read/detector_files/detector_frames.hpp"

namespace ptyger::read {

/// A master file of a Dectris detector, or another NXmx file: entry/data with the links data_000001, ... to files of
/// consecutive frames, or one dataset `data`; entry/instrument/detector with distance, pixel and detectorSpecific.
/// Links that lead nowhere after all others are those of a scan that was stopped: their frames are missing. Before
/// others, the attribute image_nr_low of the next file tells how many frames are missing; without it, InputError.
std::string missing_in_dectris(Inputs const& inputs);
DetectorFrames open_dectris(Inputs const& inputs, ReadingReport& report);

}  // namespace ptyger::read
