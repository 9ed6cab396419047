#pragma once

#include <hdf5.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "hdf5/chunk_decoder.hpp"
#include "hdf5/slab.hpp"

namespace ptyger::hdf5 {

/// Reads a dataset of compressed chunks without HDF5's filters: one thread for each core decodes chunks, while one of
/// them reads the next stored chunk. Sizes that the chunks state are checked, which HDF5 1.10 does not do.
class ChunkReader {
 public:
  /// Null when the dataset is not of this kind, or its filters are not those of ChunkDecoder. `creation`, `type`,
  /// `shape`: creation properties, type of the elements in the file and shape of the dataset. `where`: its file and
  /// name, for messages.
  static std::unique_ptr<ChunkReader> of(hid_t creation, hid_t type, Shape const& shape, std::string const& where);

  /// Reads the elements of a slab in the type of the file into `out`, in C order. Chunks that were never written have
  /// the fill value. InputError names a chunk that is damaged.
  void read(hid_t dataset, Slab const& slab, unsigned char* out);

 private:
  class Job;
  explicit ChunkReader(ChunkDecoder decoder) : decoder_(std::move(decoder)) {}

  ChunkDecoder decoder_;
  Shape shape_;                                       ///< of the dataset
  Shape chunk_;                                       ///< of a chunk
  std::size_t element_bytes_ = 0;                     ///< bytes of an element
  std::size_t chunk_bytes_ = 0;                       ///< decoded bytes of a chunk
  std::vector<unsigned char> fill_;                   ///< fill value: the bytes of an element
  bool partial_are_plain_ = false;                    ///< chunks that exceed the dataset are not encoded
  std::string where_;                                 ///< file and name of the dataset
  std::map<Shape, std::vector<unsigned char>> kept_;  ///< by origin: decoded chunks that the last call used in part
};

}  // namespace ptyger::hdf5
