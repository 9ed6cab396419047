#pragma once

#include <cstdint>
#include <vector>

#include "inspect/count_statistics.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::inspect {

/// Bits of a detector mask, as the CXI format and Cheetah define them; 0 is a good pixel.
enum MaskBit : std::uint32_t {
  mask_invalid = 1,    ///< masked by the files, never measured, or outside of the cropped frames
  mask_saturated = 2,  ///< reaches the largest count of a saturated detector
  mask_hot = 4,        ///< far above all neighbours
  mask_dead = 8        ///< always zero beside or opposite to counts
};

/// The mask of the scan with the dead, hot and saturated pixels of its statistics: [row][col] of the frames of the
/// files, not turned, MaskBit.
std::vector<std::uint32_t> detector_mask(Scan const& scan, CountStatistics const& counts);

}  // namespace ptyger::inspect
