#pragma once

#include <cstddef>

#include "hdf5/input_dataset.hpp"

namespace ptyger::read {

struct FrameExtent {
  std::size_t frames;    ///< N
  std::size_t detector;  ///< D: frames are D x D pixels
};

/// Extent of a dataset of frames. InputError unless it is (N, D, D), or (A, B, D, D) of a raster with
/// N = A B, with real numbers, N and D not zero.
FrameExtent frame_extent(hdf5::InputDataset const& dataset);

}  // namespace ptyger::read
