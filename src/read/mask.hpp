#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hdf5/input_dataset.hpp"
#include "ptyger/reading_report.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

enum class MaskRule {
  cxi,            ///< good: zero, or only bit 0x1000 ("has signal") set; CXI's bits of a detector mask
  nonzero_bad,    ///< good: zero
  nonzero_valid,  ///< good: not zero
};

/// Reads a mask of a frame's shape, or (1, rows, columns), as [row][col], 1 = measured, in the orientation of the file.
/// InputError for another shape and when nothing is left.
std::vector<std::uint8_t> read_mask(hdf5::InputDataset const& dataset, FrameShape const& frame, MaskRule rule,
                                    ReadingReport& report);

}  // namespace ptyger::read
