#pragma once

#include <cstddef>
#include <string>

#include "ptyger/reading_report.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Makes the probe of a file the start of a scan with frames of `size` pixels a side, `detector` before cropping.
/// One of the whole frames loses the frequencies that are cropped: the same field of view in fewer pixels. One of
/// another size cannot be used and is left out with a note.
void fit_probe(ProbeModes& probe, std::size_t detector, std::size_t size, ReadingReport& report);

}  // namespace ptyger::read
