#pragma once

#include <string>
#include <vector>

#include "hdf5/input_file.hpp"

namespace ptyger::read {

/// InputError when a word of a file, such as "nearfield", states that frames are near-field images. `where`: place of
/// the word, for the message.
void refuse_near_field(std::string const& word, std::string const& where);

/// Checks the strings in these datasets or attributes "GROUP/ATTRIBUTE", where they exist.
void refuse_near_field(hdf5::InputFile const& file, std::vector<std::string> const& names);

}  // namespace ptyger::read
