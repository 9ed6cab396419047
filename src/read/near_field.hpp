#pragma once

#include <string>
#include <vector>

#include "hdf5/input_file.hpp"

namespace ptyger::read {

/// InputError, with `where` and the reason, when a word says that frames are near-field images.
void refuse_near_field(std::string const& word, std::string const& where);

/// The same for the strings in datasets, or attributes "GROUP/ATTRIBUTE", as far as they are there.
void refuse_near_field(hdf5::InputFile const& file, std::vector<std::string> const& names);

}  // namespace ptyger::read
