#pragma once

#include <string>
#include <vector>

#include "hdf5/input_file.hpp"

namespace ptyger::read {

/// Whether a path has * or ?, which stand for any letters and for one letter of a name.
bool is_pattern(std::string const& path);

/// Whether a path fits a pattern.
bool fits_pattern(std::string const& path, std::string const& pattern);

/// The paths in a file that fit a pattern, in the order of the numbers in their names: data_2 before data_10. Links
/// that lead nowhere fit, too.
std::vector<std::string> paths_that_fit(hdf5::InputFile const& file, std::string const& pattern);

}  // namespace ptyger::read
