#pragma once

#include <hdf5.h>

#include <optional>
#include <string>

namespace ptyger::hdf5 {

/// Bytes of the files that a virtual dataset takes its values from; nothing for any other dataset.
/// InputError when one of the files is not there, for which HDF5 would silently give zeros, or when the values come
/// from the dataset itself, for which it would search without end. `where` names file and dataset.
std::optional<double> bytes_of_sources(hid_t dataset, std::string const& where);

}  // namespace ptyger::hdf5
