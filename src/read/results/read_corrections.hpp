#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::read {

/// What an earlier result corrected of its scan.
struct EarlierCorrections {
  std::vector<std::int64_t> indexes;  ///< [N], number of each frame in its file
  std::vector<Position> given;        ///< [N], metres: where the scan says that the frames lie
  std::vector<Position> positions;    ///< [N], metres: where they were found to lie
  std::vector<double> intensities;    ///< [N], 1 on average; empty: not fitted
  std::vector<double> background;     ///< [D][D], photons, zero frequency in the corner; empty: not fitted
  bool moved = false;                 ///< positions were corrected
};

/// Reads them of a result of this program; of another product file, which has none, nothing.
/// InputError when their numbers do not belong together or are not finite.
EarlierCorrections read_corrections(std::string const& result);

}  // namespace ptyger::read
