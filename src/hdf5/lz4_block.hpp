#pragma once

#include "hdf5/bytes.hpp"

namespace ptyger::hdf5 {

/// Bytes before blocks: the decoded size of all, 8 bytes, and of one block, 4 bytes.
inline constexpr std::size_t blocks_head = 12;

/// Most bytes that `stored` bytes of LZ4 decode to.
constexpr std::size_t most_lz4_bytes(std::size_t stored) {
  return 255 * stored;
}

/// Takes from `stored` a block that follows after its size, 4 bytes; nothing when the block is not whole.
Bytes take_block(Bytes& stored);

/// Decodes one block of LZ4 into exactly the bytes of `out`; false when the data are damaged.
bool decode_lz4_block(Bytes data, MutableBytes out);

}  // namespace ptyger::hdf5
