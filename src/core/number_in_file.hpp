#pragma once

#include <cstddef>
#include <cstdint>

#include "ptyger/scan.hpp"

namespace ptyger::core {

/// Number of a frame in its file, as --skip-frames takes it.
inline std::int64_t number_in_file(Scan const& scan, std::size_t frame) {
  return frame < scan.indexes.size() ? scan.indexes[frame] : static_cast<std::int64_t>(frame);
}

}  // namespace ptyger::core
