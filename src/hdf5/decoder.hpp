#pragma once

#include <hdf5.h>

#include <cstddef>
#include <span>

#include "hdf5/bytes.hpp"

namespace ptyger::hdf5 {

/// The parameters of a filter, as the creation properties of a dataset hold them.
using FilterParameters = std::span<unsigned const>;

/// Most bytes of a chunk in HDF5.
inline constexpr std::size_t largest_chunk = 0xffffffffU;

/// Decodes chunks that a filter of HDF5 encoded. Both functions may be called by several threads.
struct Decoder {
  H5Z_filter_t filter;  ///< number of the filter
  char const* name;     ///< name for messages
  /// Number of bytes that `stored` decodes to, as it claims; 0 when it is damaged.
  std::size_t (*decoded_size)(Bytes stored, FilterParameters parameters);
  /// Fills `out`. Gives false when `stored` is damaged, or does not decode to exactly the bytes of `out`.
  bool (*decode)(Bytes stored, FilterParameters parameters, MutableBytes out);
};

extern Decoder const lzf_decoder;         ///< of h5py
extern Decoder const lz4_decoder;         ///< blocks of LZ4, each after its size
extern Decoder const bitshuffle_decoder;  ///< bitshuffle alone, with LZ4 and with Zstandard, as Dectris writes it
extern Decoder const zstd_decoder;        ///< one frame of Zstandard
extern Decoder const gzip_decoder;        ///< a stream of zlib
extern Decoder const shuffle_decoder;     ///< the first bytes of all elements, then the second bytes, ...

/// The decoder of a filter; null when this program has none.
Decoder const* decoder_of(H5Z_filter_t filter);

/// Registers the decoders of filters that the HDF5 library does not have.
void provide_decoders();

}  // namespace ptyger::hdf5
