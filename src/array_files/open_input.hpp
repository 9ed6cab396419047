#pragma once

#include <string>
#include <vector>

#include "hdf5/input_file.hpp"

namespace ptyger::array_files {

/// Opens a file for reading. What the first bytes show to be HDF5 is opened as such; a file of another kind of the
/// table in open_input.cpp is presented as an HDF5 file in memory, whose root has the attribute `array_file`, the kind.
/// `companions`: other files that are given with it, which may belong to it. InputError when the file cannot be opened,
/// is damaged, or of no kind that is read; the message says what it is.
hdf5::InputFile open_input(std::string const& path, std::vector<std::string> const& companions = {});

/// The dataset of a file that is presented as HDF5 and has no other; empty when there are several, and for HDF5 files.
std::string only_dataset(hdf5::InputFile const& file);

/// The files in this order. InputError as open_input() throws it.
std::vector<hdf5::InputFile> open_inputs(std::vector<std::string> const& paths);

}  // namespace ptyger::array_files
