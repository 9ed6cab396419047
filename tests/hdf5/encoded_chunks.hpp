#pragma once

#include <hdf5.h>
#include <libdeflate.h>
#include <lz4.h>
#include <zstd.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "hdf5/extents.hpp"
#include "hdf5/failure.hpp"

namespace ptyger::test {

using ByteVector = std::vector<unsigned char>;
/// Gives the stored bytes of a chunk.
using Encode = ByteVector (*)(ByteVector const& chunk, std::size_t element_bytes);

/// The bytes of a number, most significant byte first.
inline ByteVector big_endian(std::uint64_t number, std::size_t bytes) {
  ByteVector result(bytes);
  for (std::size_t k = 0; k < bytes; ++k) result[bytes - 1 - k] = static_cast<unsigned char>(number >> (8 * k) & 0xffU);
  return result;
}

inline ByteVector joined(std::vector<ByteVector> const& parts) {
  ByteVector all;
  for (auto const& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

inline ByteVector part_of(ByteVector const& bytes, std::size_t first, std::size_t number) {
  auto const begin = bytes.begin() + static_cast<std::ptrdiff_t>(first);
  return {begin, begin + static_cast<std::ptrdiff_t>(std::min(number, bytes.size() - first))};
}

/// The filter "bitshuffle" for one block, bit by bit; the number of elements is a multiple of 8.
inline ByteVector shuffled_bits(ByteVector const& block, std::size_t element_bytes) {
  ByteVector shuffled(block.size());
  std::size_t const elements = block.size() / element_bytes;
  for (std::size_t element = 0; element < elements; ++element)
    for (std::size_t bit = 0; bit < 8 * element_bytes; ++bit) {
      unsigned const value = block[element * element_bytes + bit / 8] >> bit % 8 & 1U;
      auto& byte = shuffled[(bit * elements + element) / 8];
      byte = static_cast<unsigned char>(byte | value << element % 8);
    }
  return shuffled;
}

inline ByteVector lz4(ByteVector const& data) {
  ByteVector result(static_cast<std::size_t>(LZ4_compressBound(static_cast<int>(data.size()))));
  int const size =
      LZ4_compress_default(reinterpret_cast<char const*>(data.data()), reinterpret_cast<char*>(result.data()),
                           static_cast<int>(data.size()), static_cast<int>(result.size()));
  result.resize(static_cast<std::size_t>(size));
  return result;
}

inline ByteVector zstd_block(ByteVector const& data) {
  ByteVector result(ZSTD_compressBound(data.size()));
  result.resize(ZSTD_compress(result.data(), result.size(), data.data(), data.size(), 3));
  return result;
}

inline ByteVector zstd(ByteVector const& chunk, std::size_t = 1) {
  return zstd_block(chunk);
}

inline ByteVector gzip(ByteVector const& data, std::size_t = 1) {
  auto* const compressor = libdeflate_alloc_compressor(5);
  ByteVector result(libdeflate_zlib_compress_bound(compressor, data.size()));
  result.resize(libdeflate_zlib_compress(compressor, data.data(), data.size(), result.data(), result.size()));
  libdeflate_free_compressor(compressor);
  return result;
}

/// The filter "bitshuffle" with blocks of `block` elements, each compressed by `compress` after its size; null: none.
inline ByteVector bitshuffled(ByteVector const& chunk, std::size_t element_bytes, std::size_t block,
                              ByteVector (*compress)(ByteVector const&)) {
  std::vector<ByteVector> parts;
  if (compress != nullptr) parts = {big_endian(chunk.size(), 8), big_endian(block * element_bytes, 4)};
  std::size_t const whole = chunk.size() / element_bytes / 8 * 8 * element_bytes;
  for (std::size_t first = 0; first < whole; first += block * element_bytes) {
    auto part = shuffled_bits(part_of(chunk, first, std::min(block * element_bytes, whole - first)), element_bytes);
    if (compress != nullptr) part = compress(part);
    if (compress != nullptr) parts.push_back(big_endian(part.size(), 4));
    parts.push_back(part);
  }
  parts.push_back(part_of(chunk, whole, chunk.size()));
  return joined(parts);
}

inline ByteVector bitshuffle_alone(ByteVector const& chunk, std::size_t element_bytes) {
  return bitshuffled(chunk, element_bytes, 32, nullptr);
}

inline ByteVector bitshuffle_lz4(ByteVector const& chunk, std::size_t element_bytes) {
  return bitshuffled(chunk, element_bytes, 32, lz4);
}

inline ByteVector bitshuffle_zstd(ByteVector const& chunk, std::size_t element_bytes) {
  return bitshuffled(chunk, element_bytes, 32, zstd_block);
}

/// The filter LZ4 with blocks of 100 bytes; a block that LZ4 does not shorten is stored as it is.
inline ByteVector lz4_blocks(ByteVector const& chunk, std::size_t) {
  std::vector<ByteVector> parts{big_endian(chunk.size(), 8), big_endian(100, 4)};
  for (std::size_t first = 0; first < chunk.size(); first += 100) {
    auto const plain = part_of(chunk, first, 100);
    auto const shorter = lz4(plain);
    auto const& stored = shorter.size() < plain.size() ? shorter : plain;
    parts.insert(parts.end(), {big_endian(stored.size(), 4), stored});
  }
  return joined(parts);
}

/// The filter "shuffle", then gzip.
inline ByteVector shuffle_gzip(ByteVector const& chunk, std::size_t element_bytes) {
  ByteVector shuffled(chunk.size());
  std::size_t const elements = chunk.size() / element_bytes;
  for (std::size_t k = 0; k < elements * element_bytes; ++k)
    shuffled[k % element_bytes * elements + k / element_bytes] = chunk[k];
  return gzip(shuffled);
}

/// LZF data of literal bytes only.
inline ByteVector lzf_literals(ByteVector const& chunk, std::size_t) {
  std::vector<ByteVector> parts;
  for (std::size_t first = 0; first < chunk.size(); first += 32) {
    auto const part = part_of(chunk, first, 32);
    parts.insert(parts.end(), {{static_cast<unsigned char>(part.size() - 1)}, part});
  }
  return joined(parts);
}

/// A filter of a dataset and its parameters.
struct FilterOfFile {
  H5Z_filter_t filter;
  std::vector<unsigned> parameters;
};

/// A new file with the dataset "data" of chunks, which are written as they are stored.
class ChunkedFile {
 public:
  ChunkedFile(std::string const& path, hid_t type, hdf5::Shape const& shape, hdf5::Shape const& chunk,
              std::vector<FilterOfFile> const& filters, void const* fill = nullptr, unsigned options = 0)
      : file_(hdf5::check(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), "H5Fcreate", path)) {
    hdf5::PropertyHandle const creation(H5Pcreate(H5P_DATASET_CREATE));
    std::vector<hsize_t> const extent(chunk.begin(), chunk.end());
    H5Pset_chunk(creation.get(), static_cast<int>(extent.size()), extent.data());
    H5Pset_chunk_opts(creation.get(), options);
    if (fill != nullptr) H5Pset_fill_value(creation.get(), type, fill);
    for (auto const& [filter, parameters] : filters)
      hdf5::check(H5Pset_filter(creation.get(), filter, H5Z_FLAG_OPTIONAL, parameters.size(), parameters.data()),
                  "H5Pset_filter", path);
    data_ = hdf5::DatasetHandle(hdf5::check(
        H5Dcreate2(file_.get(), "data", type, hdf5::make_space(shape).get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT),
        "H5Dcreate2", path));
  }

  /// Writes the stored bytes of the chunk at an origin. Bit k of `skipped`: filter k did not encode it.
  void write(hdf5::Shape const& origin, ByteVector const& stored, std::uint32_t skipped = 0) {
    std::vector<hsize_t> const offset(origin.begin(), origin.end());
    hdf5::check(H5Dwrite_chunk(data_.get(), H5P_DEFAULT, skipped, offset.data(), stored.size(), stored.data()),
                "H5Dwrite_chunk", "data");
  }

 private:
  hdf5::FileHandle file_;
  hdf5::DatasetHandle data_;
};

}  // namespace ptyger::test
