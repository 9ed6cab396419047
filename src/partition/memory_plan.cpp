#include "partition/memory_plan.hpp"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <limits>

#include "core/error.hpp"

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

}  // namespace

std::size_t kept_bytes(MemoryNeeds const& needs, MemoryStrategy strategy) {
  std::size_t const pixels = needs.frames * needs.detector * needs.detector;
  switch (strategy) {
    case MemoryStrategy::carried:
      return pixels * needs.modes * 2 * needs.real_bytes * (needs.joint ? 3 : 2);
    case MemoryStrategy::coefficients:
      return pixels * 5 * needs.real_bytes;
    default:
      return 0;
  }
}

std::size_t state_bytes(MemoryNeeds const& needs) {
  // estimate, gradient, direction, preconditioned gradient, both of the last iteration, two of the start
  std::size_t const vectors = 8;
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
  throw InputError(fmt::format(
      "this reconstruction does not fit into memory: the strategy '{}' needs {:.2f} GiB besides the frames, and {:.2f} "
      "GiB are left. Use --memory-strategy recompute ({:.2f} GiB), fewer probe modes or a larger machine",
      to_string(asked), gib(state_bytes(needs) + kept_bytes(needs, asked)), gib(available), gib(state_bytes(needs))));
}

std::size_t available_host_memory() {
  std::ifstream info("/proc/meminfo");
  std::string key;
  std::size_t kilobytes = 0;
  std::string unit;
  while (info >> key >> kilobytes) {
    if (key == "MemAvailable:") return kilobytes * 1024;
    std::getline(info, unit);
  }
  return std::numeric_limits<std::size_t>::max();
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
