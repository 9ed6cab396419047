#include "device/control_groups.hpp"

#include <algorithm>
#include <fstream>

namespace ptyger::device {

std::vector<std::filesystem::path> group_folders(std::filesystem::path const& root, std::string const& group) {
  std::vector<std::filesystem::path> folders;
  auto path = std::filesystem::path(group).lexically_normal().relative_path();
  for (; !path.empty(); path = path.parent_path()) folders.push_back(root / path);
  folders.push_back(root);
  return folders;
}

std::vector<std::filesystem::path> group_folders_of_process() {
  std::string group;
  std::ifstream group_file("/proc/self/cgroup");  // cgroup version 2 has the line 0::/path
  for (std::string line; std::getline(group_file, line);)
    if (line.rfind("0::", 0) == 0) group = line.substr(3);
  return group_folders("/sys/fs/cgroup", group);
}

GroupLimits group_limits(std::vector<std::filesystem::path> const& folders) {
  GroupLimits limits;
  for (auto const& folder : folders) {
    double quota_us = 0;
    double period_us = 0;  // without a limit the file contains "max", which is not read as a number
    if (std::ifstream(folder / "cpu.max") >> quota_us >> period_us && period_us > 0)
      limits.cores = std::min(limits.cores, quota_us / period_us);
    std::size_t bytes = 0;
    if (std::ifstream(folder / "memory.max") >> bytes) limits.memory_bytes = std::min(limits.memory_bytes, bytes);
  }
  return limits;
}

}  // namespace ptyger::device
