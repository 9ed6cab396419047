#pragma once

#include <hdf5.h>

#include <cstddef>
#include <span>
#include <string>

#include "hdf5/output_file.hpp"

namespace ptyger::hdf5 {

/// An HDF5 file, complete but for the values of its large datasets, which all ranks of a communicator fill together
/// through MPI-IO. One rank makes it before with OutputFile: groups, attributes, small datasets, and the large ones
/// with OutputFile::reserve() and Storage::whole. So nothing in the file but values changes while it is shared: HDF5
/// has no metadata to agree on, and what one rank cannot write stops no other rank inside of a collective call.
///
/// Rows are written independently, by whichever rank has them at the time: the ranks' work is uneven, and a collective
/// write would make the quickest wait for the slowest. That is why the datasets are not compressed: HDF5 writes through
/// filters only collectively, and the noise in the last bits of phases leaves little to gain.
class ParallelOutputFile {
 public:
  /// Collective. CallError when the file cannot be opened; make sure before that every rank can reach it, since the
  /// MPI library may wait in this call for a rank that has failed. name: as of OutputFile.
  ParallelOutputFile(std::string const& path, std::string const& name, MPI_Comm ranks);
  /// Collective unless close() was called: what closes the file, so that a rank may leave by an exception.
  ~ParallelOutputFile() = default;
  ParallelOutputFile(ParallelOutputFile const&) = delete;
  ParallelOutputFile& operator=(ParallelOutputFile const&) = delete;

  /// Writes entries along the first axis of a dataset, starting with `first`; independent of the other ranks, each
  /// entry by one of them. OutputError that names the file and the dataset, and the system's cause (such as a full
  /// disk) where MPI-IO leaves one. For T = float.
  template <Element T>
  void write_rows(std::string const& name, std::size_t first, std::span<T const> values);

  /// Collective, also for a rank whose writes failed. CallError when HDF5 cannot close. Each rank must still sync what
  /// it wrote (write/pending_file.hpp).
  void close();

 private:
  OutputFile file_;
};

}  // namespace ptyger::hdf5
