#pragma once

#include <string>

#include "read/detector_files/detector_frames.hpp"

namespace ptyger::read {

/// One .hspy file of HyperSpy, with one signal of two dimensions: Experiments/NAME with `data` and a group axis-k for
/// each of its axes, whose attributes are scale, units and navigate (of the scan). The attribute beam_energy of
/// metadata/Acquisition_instrument/TEM is in keV.
std::string missing_in_hyperspy(Inputs const& inputs);
DetectorFrames open_hyperspy(Inputs const& inputs, ReadingReport& report);

}  // namespace ptyger::read
