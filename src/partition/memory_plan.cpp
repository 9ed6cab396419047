#include "partition/memory_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>

#include "core/error.hpp"
#include "device/control_groups.hpp"

namespace ptyger {
namespace {

/// Fastest first on a host core, as perf/iteration measures it. Below this many frames a step search looks at all of
/// them, and carrying the far fields saves two of five transforms; above, it looks at a part, and keeping nothing wins.
constexpr std::size_t many_frames = 256;

std::array<MemoryStrategy, 2> by_speed(std::size_t frames) {
  if (frames < many_frames) return {MemoryStrategy::carried, MemoryStrategy::recompute};
  return {MemoryStrategy::recompute, MemoryStrategy::carried};
}

double gib(std::size_t bytes) {
  return static_cast<double>(bytes) / (1024.0 * 1024.0 * 1024.0);
}

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
  for (auto const& folder : own_group_folders()) {
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

std::size_t kept_bytes(MemoryNeeds const& needs, MemoryStrategy strategy) {
  switch (strategy) {
    case MemoryStrategy::carried:
      return needs.frames * needs.detector * needs.pitch * needs.modes * 2 * needs.real_bytes * (needs.joint ? 3 : 2);
    case MemoryStrategy::coefficients:
      return needs.frames * needs.detector * needs.detector * 5 * needs.real_bytes;
    default:
      return 0;
  }
}

std::size_t state_bytes(MemoryNeeds const& needs) {
  // estimate, gradient, the start's copy; of every line of directions: the direction, the preconditioned gradient, and
  // both gradients of the last iteration; the result in double
  std::size_t const vectors = 3 + 4 * needs.lines + 16 / (2 * needs.real_bytes);
  std::size_t const vector = (needs.object_pixels + needs.modes * needs.probe * needs.probe) * 2 * needs.real_bytes;
  return vectors * vector + needs.object_pixels * needs.real_bytes;
}

MemoryStrategy choose_strategy(MemoryNeeds const& needs, MemoryStrategy asked, std::size_t available) {
  auto const fits = [&](MemoryStrategy s) { return state_bytes(needs) + kept_bytes(needs, s) <= available; };
  if (asked == MemoryStrategy::automatic) {
    for (auto const strategy : by_speed(needs.frames))
      if (fits(strategy)) return strategy;
    asked = MemoryStrategy::recompute;
  }
  if (fits(asked)) return asked;
  auto const way_out = asked == MemoryStrategy::recompute
                           ? std::string()
                           : fmt::format("--memory-strategy recompute ({:.2f} GiB), ", gib(state_bytes(needs)));
  throw InputError(fmt::format(
      "this reconstruction does not fit into memory: the strategy '{}' needs {:.2f} GiB besides the frames, and {:.2f} "
      "GiB are left. Use {}fewer probe modes or a larger machine",
      to_string(asked), gib(state_bytes(needs) + kept_bytes(needs, asked)), gib(available), way_out));
}

std::size_t available_host_memory() {
  return std::min(left_in_machine(), left_in_control_group());
}

std::string to_string(MemoryStrategy strategy) {
  switch (strategy) {
    case MemoryStrategy::carried:
      return "carried";
    case MemoryStrategy::coefficients:
      return "coefficients";
    case MemoryStrategy::recompute:
      return "recompute";
    case MemoryStrategy::automatic:
      break;
  }
  return "auto";
}

}  // namespace ptyger
