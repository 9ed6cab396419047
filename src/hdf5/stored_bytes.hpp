#pragma once

#include <hdf5.h>

#include <string>

namespace ptyger::hdf5 {

/// Bytes on the disk that the values of a dataset are read from: its own in the file, or the files that a virtual one
/// takes them from, or the raw files beside. `where` names file and dataset; InputError as bytes_of_sources().
double stored_bytes(hid_t dataset, std::string const& where);

}  // namespace ptyger::hdf5
