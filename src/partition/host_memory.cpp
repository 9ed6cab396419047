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

/// The number after `key` in a file of the kernel with lines "key number ..."; empty when the key is missing.
std::optional<std::size_t> number_in(std::filesystem::path const& path, std::string const& key) {
  std::ifstream file(path);
  for (std::string word; file >> word; std::getline(file, word))
    if (std::size_t number = 0; word == key && file >> number) return number;
  return {};
}

/// Memory of the machine that can still be allocated, bytes.
std::size_t available_in_machine() {
  auto const kilobytes = number_in("/proc/meminfo", "MemAvailable:");
  return kilobytes ? *kilobytes * 1024 : unlimited;
}

/// Memory that the control groups (version 2) of this process still allow, bytes.
std::size_t available_in_control_group() {
  std::size_t available = unlimited;
  for (auto const& folder : device::group_folders_of_process()) {
    std::ifstream limit_file(folder / "memory.max");
    std::ifstream used_file(folder / "memory.current");
    std::size_t limit = 0;  // without a limit the file contains "max", which is not read as a number
    std::size_t used = 0;
    if (limit_file >> limit && used_file >> used) {
      // The kernel drops cached files when memory is needed.
      used -= std::min(used, number_in(folder / "memory.stat", "inactive_file").value_or(0));
      available = std::min(available, limit > used ? limit - used : 0);
    }
  }
  return available;
}

}  // namespace

std::size_t available_host_memory() {
  return std::min(available_in_machine(), available_in_control_group());
}

}  // namespace ptyger::partition
