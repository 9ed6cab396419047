#pragma once

#include <string>

#include "read/detector_files/detector_frames.hpp"

namespace ptyger::read {

/// A master file of a Dectris detector, or another NXmx file: entry/data with the links data_000001, ... to files of
/// consecutive frames, or one dataset `data`; entry/instrument/detector with distance, pixel and detectorSpecific.
/// Links that lead nowhere after all others are those of a scan that was stopped: their frames are missing. Before
/// others, the attribute image_nr_low of the next file tells how many frames are missing; without it, InputError.
std::string missing_in_dectris(Inputs const& inputs);
/// Inputs to which links of the master lead count as read.
DetectorFrames open_dectris(Inputs const& inputs, ReadingReport& report);

/// For inputs in which no scan was found: a sentence when one is a file of frames without its master; empty otherwise.
std::string frames_without_master(Inputs const& inputs);

}  // namespace ptyger::read
