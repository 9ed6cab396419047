#pragma once

#include <hdf5.h>

#include <string>

namespace ptyger::hdf5 {

/// Throws InputError when a virtual dataset takes values from a file that is not there, for which HDF5 would silently
/// give zeros. `where` names file and dataset. Nothing for any other dataset.
void require_sources(hid_t dataset, std::string const& where);

/// Whether a dataset takes its values from others.
bool is_virtual(hid_t dataset, std::string const& where);

}  // namespace ptyger::hdf5
