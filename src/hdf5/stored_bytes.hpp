#pragma once

#include <hdf5.h>

#include <string>

namespace ptyger::hdf5 {

/// Bytes on the disk that the values of a dataset of these creation properties are read from: its own in its file, the
/// raw files beside, or those of the datasets that a virtual one takes them from.
/// InputError when one of these is not there, for which HDF5 would silently give zeros, or when the values come from
/// the dataset itself, for which it would search without end. `where` names file and dataset.
double stored_bytes(hid_t dataset, hid_t creation, std::string const& where);

}  // namespace ptyger::hdf5
