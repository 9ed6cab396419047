#pragma once

#include <cstddef>
#include <string>

#include "ptyger/reading_report.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Fits the probe of a file to frames of `size` x `size` pixels that were cropped from `detector` x `detector` pixels,
/// or padded. A probe of the size of the whole frames loses the cropped frequencies: it keeps its field of view with
/// fewer pixels (ProbeCropped), or is interpolated to more pixels. A probe of another size is removed (ProbeNotUsed).
void fit_probe(ProbeModes& probe, std::size_t detector, std::size_t size, ReadingReport& report);

/// Fits the probe of a file to near fields of `size` x `size` pixels, which have the object's pixel whatever their
/// size: keeps the middle of a larger probe, and continues the border of a smaller one outwards.
void fit_near_field_probe(ProbeModes& probe, std::size_t size);

}  // namespace ptyger::read
