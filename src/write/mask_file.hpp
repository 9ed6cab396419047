#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::write {

/// Writes a detector mask, [row][col] with 0 for good pixels, as the dataset `mask` of an HDF5 file that --mask reads.
/// InputError and OutputError as PendingFile throws them.
void write_mask(std::string const& path, FrameShape const& shape, std::vector<std::uint32_t> const& mask,
                bool overwrite);

}  // namespace ptyger::write
