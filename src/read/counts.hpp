#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hdf5/input_dataset.hpp"
#include "ptyger/scan.hpp"
#include "read/window.hpp"

namespace ptyger::read {

/// Reads the frames with these (ascending) numbers from a dataset (N, D, D), in the orientation of the file, and of
/// each of them the pixels of the window.
///
/// | file | memory | rule |
/// | --- | --- | --- |
/// | uint8, uint16, uint32 | the same | |
/// | int8, int16, int32 | unsigned of the same size | negative counts become zero |
/// | int64, uint64 | uint32 | negative counts become zero; InputError when one does not fit |
/// | float32, float64 | float | negative counts become zero; what is not finite becomes -1, not measured |
///
/// What was corrected is added to notes. Needs the memory of the result and at most 16 MB or one frame.
Counts read_counts(hdf5::InputDataset const& dataset, std::vector<std::int64_t> const& indexes, Window const& window,
                   std::vector<std::string>& notes);

}  // namespace ptyger::read
