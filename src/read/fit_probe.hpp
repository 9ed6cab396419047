#pragma once

#include <cstddef>
#include <string>

#include "ptyger/reading_report.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Fits the probe of a file to frames of `size` x `size` pixels that were cropped from `detector` x `detector` pixels.
/// A probe of the size of the whole frames loses the cropped frequencies: it keeps its field of view with fewer pixels
/// (ProbeCropped). A probe of another size is removed (ProbeNotUsed).
void fit_probe(ProbeModes& probe, std::size_t detector, std::size_t size, ReadingReport& report);

}  // namespace ptyger::read
