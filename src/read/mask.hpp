#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hdf5/input_dataset.hpp"
#include "ptyger/reading_report.hpp"
#include "ptyger/scan.hpp"
#include "read/counts.hpp"
#include "read/frame_set.hpp"
#include "read/window.hpp"

namespace ptyger::read {

/// Which values of a mask mark good pixels.
enum class MaskRule {
  cxi,            ///< zero, or only bit 0x1000 ("has signal") set, as CXI defines the bits of a detector mask
  nonzero_bad,    ///< zero
  nonzero_valid,  ///< all but zero
  positive_valid  ///< all above zero: weights
};

/// A mask in the files of a scan. NaN marks a bad pixel.
struct MaskPlace {
  hdf5::InputDataset dataset;  ///< of the shape of a frame, or of all frames
  MaskRule rule;               ///< which of its values mark good pixels
};

/// Whether a mask has a mask for each of several frames: its shape is (frames, rows, columns), or (A, B, rows, columns)
/// with A B frames. Frames of an EMPAD detector have two rows less than their masks.
bool is_of_frames(hdf5::InputDataset const& dataset, FrameShape const& frame, std::size_t frames);

/// Reads a mask of the shape (rows, columns) of a frame, or several equal ones (K, rows, columns): [row][col], 1 =
/// measured, in the orientation of the file. Reported as PixelsMasked. InputError for another shape, for masks that
/// differ, and when no pixel is measured.
std::vector<std::uint8_t> read_mask(hdf5::InputDataset const& dataset, FrameShape const& frame, MaskRule rule,
                                    ReadingReport& report);

/// The masks of single frames in a set of masks, one for each frame of the files.
FrameMask frame_mask_of(FrameSet masks, MaskRule rule, Window const& window);

}  // namespace ptyger::read
