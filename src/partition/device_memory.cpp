#include "partition/device_memory.hpp"

#include <algorithm>

#include "device/partial_sums.hpp"
#include "model/device_scan.hpp"
#include "model/variation.hpp"

namespace ptyger::partition {
namespace {

std::size_t chunk_frames(MemoryNeeds const& needs, std::size_t frames) {
  auto const chunk = needs.real_bytes == sizeof(float)
                         ? model::frames_per_chunk<float>(needs.chunk_bytes, needs.modes, needs.detector, frames)
                         : model::frames_per_chunk<double>(needs.chunk_bytes, needs.modes, needs.detector, frames);
  return static_cast<std::size_t>(chunk);
}

/// Bytes of arrays of object and probe. local: pixels of the object that the device holds.
std::size_t image_bytes(MemoryNeeds const& needs, std::size_t local) {
  auto const complex_bytes = 2 * needs.real_bytes;
  auto const patch_pixels = needs.probe * needs.probe;
  auto const probe_values = (needs.modes + needs.variation) * patch_pixels;
  // Vectors of object and probe: iterate, gradient, copy for the ordered-subset start, best estimate; and for each
  // sequence of directions: direction, preconditioned gradient, and the gradients of the last iteration with and
  // without preconditioner.
  std::size_t const vectors = 2U + (needs.starts ? 1U : 0U) + (needs.holds_out ? 1U : 0U) + 4 * needs.sequences.count();
  std::size_t const illumination = (local + 2 * patch_pixels) * needs.real_bytes;
  return vectors * (local + probe_values) * complex_bytes + illumination;
}

/// Bytes of work space: exit waves of a chunk, arrays with a value for each frame, and arrays of optional stages.
std::size_t work_bytes(MemoryNeeds const& needs, model::Tile const& tile, std::size_t chunk) {
  auto const complex_bytes = 2 * needs.real_bytes;
  auto const frames = tile.own.size();
  auto const patch_pixels = needs.probe * needs.probe;
  auto const wave_bytes = chunk * needs.modes * needs.detector * needs.pitch * complex_bytes;
  std::size_t bytes = 3 * wave_bytes + (needs.gpu ? wave_bytes : 0);
  bytes += needs.detector * needs.detector * needs.real_bytes;  // mask
  bytes += frames * sizeof(int);                                // places of the frames in storage
  auto const size = static_cast<int>(needs.detector);
  if (needs.gpu) bytes += device::warps({static_cast<int>(chunk), size, size}) * sizeof(device::Sums<4>);
  bytes += (frames + tile.neighbours.size()) * 2 * (sizeof(int) + needs.real_bytes);       // corners, fractions
  bytes += frames * 2 * sizeof(int) * (needs.sequences.count() + (needs.starts ? 1 : 0));  // subsets
  if (needs.holds_out) bytes += 2 * needs.detector * needs.detector * needs.real_bytes + frames * sizeof(int);
  if (needs.refines)  // sums and brightness of frames; background, and first and second derivatives by it
    bytes += frames * (10 * sizeof(double) + needs.real_bytes) + 3 * needs.detector * needs.detector * needs.real_bytes;
  if (needs.refines && needs.gpu) bytes += chunk * needs.detector * 10 * sizeof(double);  // sums of columns
  bool const shifts = needs.sampling == Sampling::fourier;
  auto const images = needs.modes + needs.variation;
  if (shifts || needs.variation > 0)  // probes of frames and their gradients, powers; sums of gradients
    bytes += 3 * chunk * needs.modes * patch_pixels * complex_bytes + chunk * patch_pixels * needs.real_bytes +
             images * patch_pixels * complex_bytes;
  if (shifts)  // work space of the transforms; spectra, variation probes of frames, phases
    bytes += (needs.gpu ? chunk * std::max(needs.modes, needs.variation) * patch_pixels * complex_bytes : 0) +
             2 * images * patch_pixels * complex_bytes + chunk * needs.variation * patch_pixels * complex_bytes +
             2 * chunk * needs.probe * complex_bytes;
  if (needs.variation > 0)  // far fields of variation probes; shares, and sums of frames
    bytes += chunk * needs.variation * needs.detector * needs.pitch * complex_bytes +
             (frames + tile.neighbours.size()) * (needs.variation * complex_bytes + needs.real_bytes) +
             frames * model::variation_sums * sizeof(double) +
             (needs.gpu ? chunk * needs.detector * model::variation_sums * sizeof(double) : 0);
  if (!needs.ideal_detector)  // images before, in and after the response; measured far fields and two derivatives
    bytes += chunk * needs.detector * (4 * 5 * needs.detector + 3 * 2 * needs.pitch) * needs.real_bytes;
  if (needs.near_field) bytes += 2 * needs.detector * complex_bytes;  // factors of the propagator
  if (needs.near_field && needs.sampling == Sampling::fourier)        // the same for each frame, and exit waves
    bytes += wave_bytes + 2 * chunk * needs.detector * complex_bytes;
  return bytes;
}

/// Bytes of arrays that the memory strategy caches between passes over the frames.
std::size_t cached_bytes(MemoryNeeds const& needs, std::size_t frames, MemoryStrategy strategy) {
  switch (strategy) {
    case MemoryStrategy::carried:
      return frames * needs.detector * needs.pitch * needs.modes * 2 * needs.real_bytes *
             (needs.sequences.joint() ? 3 : 2);
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
          .cached = cached_bytes(needs, frames, strategy)};
}

}  // namespace ptyger::partition
