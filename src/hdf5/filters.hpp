#pragma once

#include <hdf5.h>

#include <string>

namespace ptyger::hdf5 {

/// Throws InputError when a compression filter of the dataset is not available here, naming it and saying how to
/// get it. `where` names file and dataset. Numbers: the HDF Group's list of registered filters.
void require_filters(hid_t dataset, std::string const& where);

}  // namespace ptyger::hdf5
