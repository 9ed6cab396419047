#pragma once

#include <hdf5.h>

#include <string>

namespace ptyger::hdf5 {

/// Throws InputError when a virtual dataset takes values from a file that is not there, for which HDF5 would silently
/// give zeros. `creation`: the properties it was created with; `where` names file and dataset. Nothing for any
/// other dataset.
void require_sources(hid_t dataset, hid_t creation, std::string const& where);

/// Whether a dataset that was created with these properties takes its values from others.
bool is_virtual(hid_t creation);

}  // namespace ptyger::hdf5
