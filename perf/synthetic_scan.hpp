#pragma once

#include "ptyger/scan.hpp"

namespace ptyger::perf {

/// A square raster of frames of detector x detector pixels, with a defocused beam as probe, of an object of squares
/// that shift the phase. Steps are a tenth of the detector and not a whole number of pixels; the counts are of whole
/// pixels.
Scan synthetic_scan(std::size_t frames, std::size_t detector);

}  // namespace ptyger::perf
