#include <lz4.h>

#include <algorithm>

#include "hdf5/decoder.hpp"
#include "hdf5/lz4_block.hpp"

namespace ptyger::hdf5 {
namespace {

/// The data begin with their decoded size, 8 bytes, and the size of a decoded block, 4 bytes.
std::size_t size_of_lz4(Bytes stored, FilterParameters) {
  if (stored.size() < blocks_head) return 0;
  auto const size = big_endian<std::uint64_t>(stored);
  return size <= most_lz4_bytes(stored.size()) ? size : 0;
}

/// Each block follows after its stored size, 4 bytes. A block that LZ4 does not shorten is stored as it is.
bool decode_lz4(Bytes stored, FilterParameters parameters, MutableBytes out) {
  if (size_of_lz4(stored, parameters) != out.size()) return false;
  std::size_t const block_bytes = big_endian<std::uint32_t>(stored.subspan(8));
  if (block_bytes == 0) return false;
  stored = stored.subspan(blocks_head);
  while (!out.empty()) {
    auto const block = out.first(std::min(block_bytes, out.size()));
    auto const data = take_block(stored);
    if (data.size() == block.size())
      std::copy(data.begin(), data.end(), block.begin());
    else if (!decode_lz4_block(data, block))
      return false;
    out = out.subspan(block.size());
  }
  return true;
}

}  // namespace

Bytes take_block(Bytes& stored) {
  if (stored.size() < 4) return {};
  std::size_t const bytes = big_endian<std::uint32_t>(stored);
  stored = stored.subspan(4);
  if (bytes > stored.size()) return {};
  auto const block = stored.first(bytes);
  stored = stored.subspan(bytes);
  return block;
}

bool decode_lz4_block(Bytes data, MutableBytes out) {
  if (data.size() > LZ4_MAX_INPUT_SIZE || out.size() > LZ4_MAX_INPUT_SIZE) return false;
  int const decoded =
      LZ4_decompress_safe(reinterpret_cast<char const*>(data.data()), reinterpret_cast<char*>(out.data()),
                          static_cast<int>(data.size()), static_cast<int>(out.size()));
  return decoded >= 0 && static_cast<std::size_t>(decoded) == out.size();
}

Decoder const lz4_decoder = {32004, "LZ4", size_of_lz4, decode_lz4};

}  // namespace ptyger::hdf5
