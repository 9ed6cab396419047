#pragma once

#include <hdf5.h>

#include <string>
#include <vector>

#include "tests/fuzz/choices.hpp"

namespace ptyger::fuzz {

/// Changes one thing of a file that is open for writing, through the library: it stays a valid HDF5 file, of contents
/// that no reader asked for. Nothing where the library refuses.
void edit(hid_t file, Choices& choices);

/// Names of all that a file holds, however it is linked.
std::vector<std::string> contents(hid_t file);

}  // namespace ptyger::fuzz
