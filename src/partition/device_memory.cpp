#include "partition/device_memory.hpp"

#include <algorithm>

#include "model/device_scan.hpp"

namespace ptyger::partition {
namespace {

std::size_t chunk_frames(MemoryNeeds const& needs, std::size_t frames) {
  auto const chunk = needs.real_bytes == sizeof(float)
                         ? model::frames_per_chunk<float>(needs.chunk_bytes, needs.modes, needs.detector, frames)
                         : model::frames_per_chunk<double>(needs.chunk_bytes, needs.modes, needs.detector, frames);
  return static_cast<std::size_t>(chunk);
}

std::size_t image_bytes(MemoryNeeds const& needs, std::size_t local) {
  auto const complex = 2 * needs.real_bytes;
  auto const patch = needs.probe * needs.probe;
  auto const probe = needs.modes * patch;
  // iterate, gradient, the start's copy, the best so far; of every line of directions: the direction, the
  // preconditioned gradient, and both gradients of the last iteration
  std::size_t const vectors = 2U + (needs.starts ? 1U : 0U) + (needs.holds_out ? 1U : 0U) + 4 * needs.lines.count();
  std::size_t const light = (local + 2 * patch) * needs.real_bytes;
  return vectors * (local + probe) * complex + light;
}

std::size_t work_bytes(MemoryNeeds const& needs, model::Tile const& tile, std::size_t chunk) {
  auto const complex = 2 * needs.real_bytes;
  auto const frames = tile.own.size();
  auto const patch = needs.probe * needs.probe;
  auto const waves = chunk * needs.modes * needs.detector * needs.pitch * complex;
  std::size_t bytes = 3 * waves + (needs.gpu ? waves : 0);
  bytes += needs.detector * needs.detector * needs.real_bytes;                         // mask
  bytes += frames * (sizeof(int) + 4 * sizeof(double));                                // places, sums
  bytes += (frames + tile.neighbours.size()) * 2 * (sizeof(int) + needs.real_bytes);   // corners, fractions
  bytes += frames * 2 * sizeof(int) * (needs.lines.count() + (needs.starts ? 1 : 0));  // subsets
  if (needs.holds_out) bytes += needs.detector * needs.detector * needs.real_bytes + frames * sizeof(int);
  if (needs.refines)  // sums and brightness of frames, background and its slopes
    bytes += frames * (10 * sizeof(double) + needs.real_bytes) + 3 * needs.detector * needs.detector * needs.real_bytes;
  if (needs.sampling == Sampling::fourier)
    bytes += 3 * chunk * needs.modes * patch * complex + 3 * needs.modes * patch * complex +  // shifted probes
             chunk * patch * needs.real_bytes + 2 * chunk * needs.probe * complex;            // powers, phases
  return bytes;
}

std::size_t kept_bytes(MemoryNeeds const& needs, std::size_t frames, MemoryStrategy strategy) {
  switch (strategy) {
    case MemoryStrategy::carried:
      return frames * needs.detector * needs.pitch * needs.modes * 2 * needs.real_bytes * (needs.lines.joint() ? 3 : 2);
    case MemoryStrategy::coefficients:
      return frames * needs.detector * needs.detector * 5 * needs.real_bytes;
    default:
      return 0;
  }
}

}  // namespace

DeviceMemory device_memory(MemoryNeeds const& needs, model::Tile const& tile, MemoryStrategy strategy, bool streamed) {
  auto const frames = tile.own.size();
  auto const chunk = chunk_frames(needs, frames);
  auto const local = static_cast<std::size_t>(tile.subdomain.local.pixels());
  return {.frames = (streamed ? 2 * chunk : frames) * needs.detector * needs.detector * needs.count_bytes,
          .images = image_bytes(needs, local),
          .work = work_bytes(needs, tile, chunk),
          .cached = kept_bytes(needs, frames, strategy)};
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

}  // namespace ptyger::partition
