#pragma once

#include <cstddef>

#include "hdf5/input_dataset.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

struct FrameExtent {
  std::size_t frames;  ///< N
  FrameShape shape;
};

/// Extent of a dataset of frames. InputError unless it is (N, rows, columns), or (A, B, rows, columns) of a
/// raster with N = A B, with real numbers, none of them zero.
FrameExtent frame_extent(hdf5::InputDataset const& dataset);

}  // namespace ptyger::read
