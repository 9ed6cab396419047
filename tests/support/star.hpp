#pragma once

#include "ptyger/reconstruct.hpp"

namespace ptyger::test {

/// tests/data/siemens_star.cxi
Scan star();

/// The frames of the star that lie nearest to the middle of its field.
Scan star_crop(std::size_t frames);

/// Options of the figures on real data: nearest sampling, one mode, so many start epochs and iterations.
Options star_options(int start_epochs, int iterations);

/// The CG records of a result.
std::vector<HistoryRecord> cg_records(Result const& result);

/// Whether the objective falls from each of the records to the next.
bool falls(std::vector<HistoryRecord> const& records);

}  // namespace ptyger::test
