#pragma once

#include "ptyger/scan.hpp"

namespace ptyger::perf {

/// A square raster of frames of n x n pixels with a defocused disc as probe and speckled counts: not an image worth
/// looking at, but the same work as a measured scan. Steps are a tenth of the detector and not whole pixels.
Scan synthetic_scan(std::size_t frames, std::size_t detector);

}  // namespace ptyger::perf
