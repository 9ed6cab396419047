#pragma once

#include <string>
#include <vector>

#include "hdf5/input_file.hpp"

namespace ptyger::read {

/// The groups of a class, such as "NXdetector", that a group holds: names from the root on, each with a slash at its
/// end; `group` likewise, or empty for the file itself.
std::vector<std::string> groups_of_class(hdf5::InputFile const& file, std::string const& group,
                                         std::string const& nx_class);

/// The first of these; empty when there is none.
std::string group_of_class(hdf5::InputFile const& file, std::string const& group, std::string const& nx_class);

/// The first of these datasets of a group that is there; empty when none is, or `group` is empty.
std::string first_dataset(hdf5::InputFile const& file, std::string const& group, std::vector<std::string> const& names);

}  // namespace ptyger::read
