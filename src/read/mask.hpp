#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hdf5/input_dataset.hpp"
#include "ptyger/reading_report.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Which values of a mask mark good pixels.
enum class MaskRule {
  cxi,            ///< zero, or only bit 0x1000 ("has signal") set, as CXI defines the bits of a detector mask
  nonzero_bad,    ///< zero
  nonzero_valid,  ///< all but zero
};

/// Reads a mask of the shape (rows, columns) or (1, rows, columns) of a frame: [row][col], 1 = measured, in the
/// orientation of the file. Reported as PixelsMasked. InputError for another shape, and when no pixel is measured.
std::vector<std::uint8_t> read_mask(hdf5::InputDataset const& dataset, FrameShape const& frame, MaskRule rule,
                                    ReadingReport& report);

}  // namespace ptyger::read
