#include <zstd.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "hdf5/decoder.hpp"
#include "hdf5/lz4_block.hpp"
#include "hdf5/unshuffle.hpp"

namespace ptyger::hdf5 {
namespace {

enum class Codec : unsigned { none = 0, lz4 = 2, zstd = 3 };

/// Size of a block when the filter states none: 8 KiB, but at least 128 elements.
std::size_t default_block(std::size_t element_bytes) {
  return std::max<std::size_t>(8192 / element_bytes / 8 * 8, 128);
}

/// The parameters of the filter: version, version, bytes of an element, elements of a block (0: default), codec.
struct Settings {
  explicit Settings(FilterParameters parameters)
      : element_bytes(parameters.size() > 2 ? parameters[2] : 0),
        block(parameters.size() > 3 ? parameters[3] : 0),
        codec(parameters.size() > 4 ? Codec{parameters[4]} : Codec::none) {}

  std::size_t element_bytes;
  std::size_t block;  ///< elements of a block
  Codec codec;
};

/// Compressed data begin with their decoded size, 8 bytes, and the bytes of a block, 4 bytes.
std::size_t size_of_bitshuffled(Bytes stored, FilterParameters parameters) {
  auto const codec = Settings(parameters).codec;
  if (codec == Codec::none) return stored.size();
  if (stored.size() < blocks_head) return 0;
  auto const size = big_endian<std::uint64_t>(stored);
  return size <= (codec == Codec::lz4 ? most_lz4_bytes(stored.size()) : largest_chunk) ? size : 0;
}

struct FreeContext {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

/// Gives the bitshuffled blocks of a chunk one after the other.
class Blocks {
 public:
  Blocks(Bytes stored, Codec codec) : stored_(stored), codec_(codec) {
    if (codec == Codec::zstd) zstd_.reset(ZSTD_createDCtx());
  }

  /// The next block, of the size of `buffer`, which may hold it; nothing when it is damaged.
  Bytes next(MutableBytes buffer) {
    if (codec_ == Codec::none) return rest(buffer.size());
    Bytes const data = take_block(stored_);
    bool const decoded = codec_ == Codec::lz4 ? decode_lz4_block(data, buffer)
                                              : zstd_ && ZSTD_decompressDCtx(zstd_.get(), buffer.data(), buffer.size(),
                                                                             data.data(), data.size()) == buffer.size();
    return decoded ? Bytes(buffer) : Bytes();
  }

  /// The next `bytes` bytes, as they are stored; nothing when there are fewer.
  Bytes rest(std::size_t bytes) {
    if (bytes > stored_.size()) return {};
    auto const taken = stored_.first(bytes);
    stored_ = stored_.subspan(bytes);
    return taken;
  }

 private:
  Bytes stored_;
  Codec codec_;
  std::unique_ptr<ZSTD_DCtx, FreeContext> zstd_;
};

/// Blocks of a multiple of 8 elements are encoded, the last one too; up to 7 elements after it are stored as they are.
bool decode_bitshuffled(Bytes stored, FilterParameters parameters, MutableBytes out) {
  Settings settings(parameters);
  std::size_t const element_bytes = settings.element_bytes;
  bool const known = settings.codec == Codec::none || settings.codec == Codec::lz4 || settings.codec == Codec::zstd;
  if (!known || element_bytes == 0 || size_of_bitshuffled(stored, parameters) != out.size()) return false;
  if (settings.codec != Codec::none) {
    settings.block = big_endian<std::uint32_t>(stored.subspan(8)) / element_bytes;
    stored = stored.subspan(blocks_head);
  }
  if (settings.block == 0) settings.block = default_block(element_bytes);
  if (settings.block % 8 != 0) return false;
  std::size_t const most_bytes = std::min(settings.block * element_bytes, out.size());
  std::vector<unsigned char> buffer(most_bytes), scratch(most_bytes);
  Blocks blocks(stored, settings.codec);
  while (out.size() >= 8 * element_bytes) {
    std::size_t const elements = std::min(settings.block, out.size() / element_bytes / 8 * 8);
    auto const block = blocks.next(MutableBytes(buffer).first(elements * element_bytes));
    if (block.empty()) return false;
    unshuffle_bits(block.data(), out.data(), scratch.data(), elements, element_bytes);
    out = out.subspan(block.size());
  }
  auto const rest = blocks.rest(out.size());
  std::copy(rest.begin(), rest.end(), out.begin());
  return rest.size() == out.size();
}

}  // namespace

Decoder const bitshuffle_decoder = {32008, "bitshuffle", size_of_bitshuffled, decode_bitshuffled};

}  // namespace ptyger::hdf5
