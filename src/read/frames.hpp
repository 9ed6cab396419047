#pragma once

#include <cstddef>

#include "hdf5/input_dataset.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Whether MATLAB wrote a dataset, as its attribute says: its extents are those of MATLAB in reverse order, so that
/// images (row, column, ...) of MATLAB are transposed.
bool is_of_matlab(hdf5::InputDataset const& dataset);

/// Number and size of the frames of a dataset.
struct FrameExtent {
  std::size_t frames;  ///< number of frames N
  FrameShape shape;    ///< size of a frame
};

/// Extent of a dataset of frames: (N, rows, columns), or (A, B, rows, columns) for a raster with N = A B; axes of the
/// extent 1 before the rows do not count. InputError for another shape, an extent of zero, or values that are not real
/// numbers.
FrameExtent frame_extent(hdf5::InputDataset const& dataset);

}  // namespace ptyger::read
