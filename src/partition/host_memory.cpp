#include "partition/host_memory.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <string>

#include "device/control_groups.hpp"

namespace ptyger::partition {
namespace {

constexpr auto unlimited = std::numeric_limits<std::size_t>::max();

/// The number that follows `key` in a file of lines "key number ..." that the kernel keeps; none when it is not there.
std::optional<std::size_t> number_in(std::filesystem::path const& path, std::string const& key) {
  std::ifstream file(path);
  for (std::string word; file >> word; std::getline(file, word))
    if (std::size_t number = 0; word == key && file >> number) return number;
  return {};
}

std::size_t left_in_machine() {
  auto const kilobytes = number_in("/proc/meminfo", "MemAvailable:");
  return kilobytes ? *kilobytes * 1024 : unlimited;
}

/// Version 2 of the control groups, as seen from inside a container or a batch job.
std::size_t left_in_control_group() {
  std::size_t left = unlimited;
  for (auto const& folder : device::group_folders_of_process()) {
    std::ifstream limit_file(folder / "memory.max");
    std::ifstream used_file(folder / "memory.current");
    std::size_t limit = 0;  // "max" without one
    std::size_t used = 0;
    if (limit_file >> limit && used_file >> used) {
      // files stay in memory only until it is needed
      used -= std::min(used, number_in(folder / "memory.stat", "inactive_file").value_or(0));
      left = std::min(left, limit > used ? limit - used : 0);
    }
  }
  return left;
}

}  // namespace

std::size_t available_host_memory() {
  return std::min(left_in_machine(), left_in_control_group());
}

}  // namespace ptyger::partition
