#pragma once

#include <hdf5.h>

#include <optional>
#include <string>
#include <vector>

#include "hdf5/decoder.hpp"

namespace ptyger::hdf5 {

/// The filters of a dataset, all of which this program decodes, at most one of them a compressor.
class ChunkDecoder {
 public:
  /// Nothing when a dataset with these creation properties has no filter, or filters that this class cannot decode.
  /// `where`: file and name of the dataset, for a CallError.
  static std::optional<ChunkDecoder> of(hid_t creation, std::string const& where);

  /// Decodes the bytes of a stored chunk into `out`, which has the size of a chunk. Bit k of `skipped` says that the
  /// chunk was not encoded by filter k. Gives false when the chunk is damaged. May be called by several threads.
  bool decode(Bytes stored, std::uint32_t skipped, MutableBytes out) const;

  /// Names of the filters for messages: "shuffle and gzip".
  std::string names() const;

 private:
  struct Filter {
    Decoder const* decoder;
    std::vector<unsigned> parameters;
  };
  std::vector<Filter> filters_;  ///< in the order in which they encoded
};

}  // namespace ptyger::hdf5
