#pragma once

#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace ptyger::device {

/// Folders of a control group (cgroup version 2) and of its parent groups, whose limits apply to its processes as well.
/// `root` is the mount point of the hierarchy, `group` the path below it. Some folders may not exist, since a container
/// sees only a part of the hierarchy.
std::vector<std::filesystem::path> group_folders(std::filesystem::path const& root, std::string const& group);

/// group_folders() for the control group of this process, which a container or a batch job may have set up.
std::vector<std::filesystem::path> group_folders_of_process();

struct GroupLimits {
  double cores = std::numeric_limits<double>::infinity();  ///< processor time per wall-clock time
  std::size_t memory_bytes = std::numeric_limits<std::size_t>::max();
};

/// The tightest limits stated in the files of these folders; the defaults of GroupLimits where no file states one.
GroupLimits group_limits(std::vector<std::filesystem::path> const& folders);

}  // namespace ptyger::device
