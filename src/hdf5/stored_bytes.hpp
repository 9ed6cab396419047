#pragma once

#include <hdf5.h>

#include <string>

namespace ptyger::hdf5 {

/// Bytes on the disk with the values of a dataset: in its file, in raw files, or in the sources of a virtual dataset.
/// InputError when a source is missing, because HDF5 would give zeros, and when a dataset is a source of itself,
/// because HDF5 would search without end. `parts_may_lack`: a source that is missing is left out. `creation`: creation
/// properties of the dataset. `where`: its file and name.
double stored_bytes(hid_t dataset, hid_t creation, bool parts_may_lack, std::string const& where);

}  // namespace ptyger::hdf5
