#include "hdf5/object_list.hpp"

#include <set>

namespace ptyger::hdf5 {

ObjectList list_objects(InputFile const& file, std::size_t most) {
  ObjectList list;
  list.groups.emplace_back("/");
  std::set<std::string> seen{file.identity("/")};
  std::size_t links = 0;
  for (std::size_t next = 0; next < list.groups.size(); ++next) {
    auto const group = list.groups[next];  // a copy: the list grows
    for (auto const& member : file.members(group)) {
      if (++links > most) {
        list.complete = false;
        return list;
      }
      std::string path = group == "/" ? "" : group + "/";
      path += member;
      if (!file.exists(path)) {
        list.dangling.push_back(path);
      } else if (seen.insert(file.identity(path)).second) {
        (file.has_dataset(path) ? list.datasets : list.groups).push_back(path);
      }
    }
  }
  return list;
}

}  // namespace ptyger::hdf5
