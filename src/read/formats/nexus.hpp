#pragma once

#include <string>
#include <vector>

#include "hdf5/input_file.hpp"

namespace ptyger::read {

/// The groups in `group` whose attribute NX_class is `nx_class`, such as "NXdetector": paths from the root with a slash
/// at the end. `group` is such a path, or empty for the root.
std::vector<std::string> groups_of_class(hdf5::InputFile const& file, std::string const& group,
                                         std::string const& nx_class);

/// The first of groups_of_class(); empty when there is none.
std::string group_of_class(hdf5::InputFile const& file, std::string const& group, std::string const& nx_class);

/// Path of the first of these datasets that exists in a group; empty when none does, or when `group` is empty.
std::string first_dataset(hdf5::InputFile const& file, std::string const& group, std::vector<std::string> const& names);

}  // namespace ptyger::read
