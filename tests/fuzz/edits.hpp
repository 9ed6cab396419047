#pragma once

#include <hdf5.h>

#include <string>
#include <vector>

#include "tests/fuzz/choices.hpp"

namespace ptyger::fuzz {

/// Makes one change to a file that is open for writing, by the HDF5 library, so that the file stays valid HDF5, but has
/// contents that readers do not expect. Changes nothing when the library refuses.
void edit(hid_t file, Choices& choices);

/// Names of all objects of a file, through all kinds of links.
std::vector<std::string> contents(hid_t file);

}  // namespace ptyger::fuzz
