#pragma once

#include <hdf5.h>

#include <string>

namespace ptyger::hdf5 {

/// InputError when a compression filter of a dataset is not available here; the message names the filter and says how
/// to get it. `creation`: creation properties of the dataset. `where`: its file and name, for the message.
void require_filters(hid_t creation, std::string const& where);

}  // namespace ptyger::hdf5
