#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "hdf5/input_file.hpp"

namespace ptyger::hdf5 {

/// The objects of a file.
struct ObjectList {
  std::vector<std::string> datasets = {};  ///< paths from the root, each dataset once
  std::vector<std::string> groups = {};    ///< paths from the root, each group once; the root is "/"
  std::vector<std::string> dangling = {};  ///< paths of links that lead nowhere
  bool complete = true;                    ///< false: the file has more objects
};

/// Lists the objects that the links of a file lead to, also soft and external ones, short paths first. An
/// object that links lead to in a circle is listed once. At most `most` links are followed.
ObjectList list_objects(InputFile const& file, std::size_t most = 20000);

}  // namespace ptyger::hdf5
