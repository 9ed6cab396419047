#pragma once

#include <hdf5.h>

#include <cstddef>
#include <span>
#include <string>

#include "hdf5/output_file.hpp"

namespace ptyger::hdf5 {

/// An HDF5 file whose large datasets are filled by all ranks of a communicator through MPI-IO. Before, one rank makes
/// the file with OutputFile: groups, attributes, small datasets, and the large datasets with OutputFile::reserve() and
/// Storage::preallocated. While the file is shared only values change. So the ranks need not agree on metadata, and a
/// rank that cannot write does not stop another rank inside of a collective call.
///
/// Each rank writes its rows independently, because the ranks finish their work at different times. HDF5 compresses
/// only in collective writes, so that the datasets are not compressed; noise in the last bits of phases would leave
/// little to gain.
class ParallelOutputFile {
 public:
  /// Opens the file; collective. CallError when it cannot be opened. The caller makes sure that every rank can reach
  /// the file, because the MPI library may wait here for a rank that failed. `name`: name of the file in messages.
  ParallelOutputFile(std::string const& path, std::string const& name, MPI_Comm ranks);
  /// Collective unless close() was called.
  ~ParallelOutputFile() = default;
  ParallelOutputFile(ParallelOutputFile const&) = delete;
  ParallelOutputFile& operator=(ParallelOutputFile const&) = delete;

  /// Writes entries of the first axis of a dataset from `first` on, independently of other ranks; each entry is written
  /// by one rank. OutputError names the file, the dataset and, where MPI-IO states it, the cause. For T = float.
  template <Element T>
  void write_rows(std::string const& name, std::size_t first, std::span<T const> values);

  /// Closes the file; collective, also for a rank whose writes failed. CallError when HDF5 cannot close it. Each rank
  /// then flushes its data to the disk (write/pending_file.hpp).
  void close();

 private:
  OutputFile file_;
};

}  // namespace ptyger::hdf5
