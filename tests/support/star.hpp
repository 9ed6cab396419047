#pragma once

#include "ptyger/reconstruct.hpp"

namespace ptyger::test {

/// The scan in tests/data/siemens_star.cxi, a real measurement of a Siemens star.
Scan star();

/// The given number of frames of star() that are closest to the centre of the scanned field.
Scan star_crop(std::size_t frames);

/// Options of the misfits in perf/README.md: nearest sampling and one mode, with the given start epochs and iterations.
Options star_options(int start_epochs, int iterations);

/// The records of the conjugate gradients in the history of a result.
std::vector<HistoryRecord> cg_records(Result const& result);

/// Whether the objective decreases from each record to the next.
bool falls(std::vector<HistoryRecord> const& records);

}  // namespace ptyger::test
