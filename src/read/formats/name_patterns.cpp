#include "read/formats/name_patterns.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <cstring>
#include <sstream>

namespace ptyger::read {

namespace {

bool has_member(hdf5::InputFile const& file, std::string const& group, std::string const& name) {
  auto const names = file.members(group.empty() ? "/" : group);
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

bool is_pattern(std::string const& path) {
  return path.find_first_of("*?") != std::string::npos;
}

bool fits_pattern(std::string const& path, std::string const& pattern) {
  return fnmatch(pattern.c_str(), path.c_str(), FNM_NOESCAPE | FNM_PATHNAME) == 0;
}

std::vector<std::string> paths_that_fit(hdf5::InputFile const& file, std::string const& pattern) {
  std::vector<std::string> paths{""};
  std::istringstream parts(pattern);
  for (std::string part; std::getline(parts, part, '/');) {
    if (part.empty()) continue;
    std::vector<std::string> next;
    for (auto const& path : paths) {
      if (!is_pattern(part)) {
        bool const dangling = !file.exists(path.empty() ? "/" : path);
        if (dangling || has_member(file, path, part)) next.push_back(path + "/" + part);
        continue;
      }
      for (auto const& name : file.members(path.empty() ? "/" : path))
        if (fits_pattern(name, part)) next.push_back(path + "/" + name);
    }
    paths = std::move(next);
  }
  std::sort(paths.begin(), paths.end(),
            [](auto const& a, auto const& b) { return strverscmp(a.c_str(), b.c_str()) < 0; });
  return paths;
}

}  // namespace ptyger::read
