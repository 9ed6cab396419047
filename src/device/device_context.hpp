#pragma once

#include <cstddef>

#include "core/stage_clock.hpp"
#include "device/views.hpp"

namespace ptyger::device {

/// One device: its number, its execution instance and how much of a chunk should stay near it.
/// The first parameter of everything that runs on a device.
template <class Exec>
struct DeviceContext {
  int id = 0;
  Exec exec = {};
  /// Bytes of work space that one chunk of frames may take: about the nearest cache of a host core, much more on a GPU.
  std::size_t chunk_bytes = is_host_device<Exec> ? std::size_t{1} << 18 : std::size_t{1} << 30;
  bool deterministic = false;         ///< every floating-point sum in a fixed order; always so on a host device
  core::StageClock* clock = nullptr;  ///< where the stages book their time; may be null
};

}  // namespace ptyger::device

namespace ptyger {
using device::DeviceContext;
}  // namespace ptyger
