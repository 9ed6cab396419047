#pragma once

#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace ptyger::device {

/// Folders of a control group (cgroup version 2) and of those above it, which all limit its processes. `root` is the
/// folder of the hierarchy, `group` the path below it; not all need exist, as a container sees only a part of them.
std::vector<std::filesystem::path> group_folders(std::filesystem::path const& root, std::string const& group);

/// The same for this process: what a container or a batch job set up.
std::vector<std::filesystem::path> group_folders_of_process();

struct GroupLimits {
  double cores = std::numeric_limits<double>::infinity();  ///< cores' worth of time
  std::size_t memory_bytes = std::numeric_limits<std::size_t>::max();
};

/// The tightest limits that the files of these folders name; none where there are no files.
GroupLimits group_limits(std::vector<std::filesystem::path> const& folders);

}  // namespace ptyger::device
