#include "read/formats/nexus.hpp"

namespace ptyger::read {

std::vector<std::string> groups_of_class(hdf5::InputFile const& file, std::string const& group,
                                         std::string const& nx_class) {
  std::vector<std::string> found;
  for (auto const& name : file.members(group.empty() ? "/" : group.substr(0, group.size() - 1)))
    if (auto const path = group + name; !file.has_dataset(path) && file.text_attribute(path, "NX_class") == nx_class)
      found.push_back(path + "/");
  return found;
}

std::string group_of_class(hdf5::InputFile const& file, std::string const& group, std::string const& nx_class) {
  auto const found = groups_of_class(file, group, nx_class);
  return found.empty() ? "" : found.front();
}

std::string first_dataset(hdf5::InputFile const& file, std::string const& group,
                          std::vector<std::string> const& names) {
  if (group.empty()) return "";
  for (auto const& name : names)
    if (file.has_dataset(group + name)) return group + name;
  return "";
}

}  // namespace ptyger::read
