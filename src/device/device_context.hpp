#pragma once

#include <cstddef>

#include "core/stage_clock.hpp"
#include "device/views.hpp"

namespace ptyger::device {

/// Bytes of work space for one chunk of frames: about the nearest cache of a host core, much more on a GPU. An emulated
/// GPU of the tests says itself.
template <class Exec>
inline constexpr std::size_t default_chunk_bytes = [] {
  if constexpr (requires { Exec::chunk_bytes; })
    return Exec::chunk_bytes;
  else
    return std::size_t{1} << (is_host_device<Exec> ? 18 : 30);
}();

/// Where memory is short, chunks shrink to this on a GPU, and no further, since small kernels leave it idle.
template <class Exec>
inline constexpr std::size_t least_chunk_bytes = is_host_device<Exec> ? 0 : std::size_t{1} << 24;

/// One device: its number, its execution instance, and how it is to be used. First parameter of every function that
/// runs on a device.
template <class Exec>
struct DeviceContext {
  int id = 0;
  Exec exec = {};
  std::size_t chunk_bytes = default_chunk_bytes<Exec>;
  bool deterministic = false;         ///< floating-point sums have a fixed order; on a host device they always have
  core::StageClock* clock = nullptr;  ///< collects the seconds of the stages; may be null
};

}  // namespace ptyger::device

namespace ptyger {
using device::DeviceContext;
}  // namespace ptyger
