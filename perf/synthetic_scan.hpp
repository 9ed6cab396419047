#pragma once

#include "ptyger/scan.hpp"

namespace ptyger::perf {

/// A square raster of frames of detector x detector pixels, with a defocused beam as probe and random counts. The scan
/// gives no meaningful image, but the same work as a measured scan. Steps are a tenth of the detector and not a whole
/// number of pixels.
Scan synthetic_scan(std::size_t frames, std::size_t detector);

}  // namespace ptyger::perf
