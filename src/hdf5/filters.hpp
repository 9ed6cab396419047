#pragma once

#include <hdf5.h>

#include <string>

namespace ptyger::hdf5 {

/// Throws InputError when a compression filter of a dataset that was created with these properties is not available
/// here, naming it and saying how to get it. `where` names file and dataset. Numbers: the HDF Group's list of
/// registered filters.
void require_filters(hid_t creation, std::string const& where);

}  // namespace ptyger::hdf5
