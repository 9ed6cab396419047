#include <zstd.h>

#include "hdf5/decoder.hpp"

namespace ptyger::hdf5 {
namespace {

std::size_t size_of_zstd(Bytes stored, FilterParameters) {
  auto const size = ZSTD_getFrameContentSize(stored.data(), stored.size());
  return size <= largest_chunk ? size : 0;  // larger numbers say that the size is unknown, or the frame is damaged
}

bool decode_zstd(Bytes stored, FilterParameters, MutableBytes out) {
  return ZSTD_decompress(out.data(), out.size(), stored.data(), stored.size()) == out.size();
}

}  // namespace

Decoder const zstd_decoder = {32015, "Zstandard", size_of_zstd, decode_zstd};

}  // namespace ptyger::hdf5
