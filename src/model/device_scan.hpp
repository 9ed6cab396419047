#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "device/device_context.hpp"
#include "model/tile.hpp"
#include "ptyger/scan.hpp"

namespace ptyger {

/// Some frames of a device, by their numbers there: consecutive ones, or those of a list.
struct FrameRange {
  int first = 0;
  int count = 0;
  int const* list = nullptr;  ///< memory of the device; null: first, first + 1, ...
  int const* rank = nullptr;  ///< with a list: of every frame of the device, memory of the device
  int stride = 1;             ///< with a list: of ranks
  int offset = 0;

  [[nodiscard]] KOKKOS_FUNCTION int operator()(int i) const { return list == nullptr ? first + i : list[first + i]; }
  /// Whether a frame of the device belongs to all of the list that this range came from, or to the range without one.
  [[nodiscard]] KOKKOS_FUNCTION bool contains(int frame) const {
    return list == nullptr ? frame >= first && frame < first + count : rank[frame] % stride == offset;
  }
  [[nodiscard]] FrameRange part(int begin, int most) const {
    FrameRange result = *this;
    result.first += begin;
    result.count = most < count - begin ? most : count - begin;
    return result;
  }
};

template <class Exec, class Count>
using FrameStack = Kokkos::View<Count const*, typename Exec::memory_space>;  // [frame][row][col], as in the file

/// The measured side of a scan in the memory of one device: frames in their integer type, mask and patch corners.
/// Frames are numbered in the order given (neighbours close together); `frame_of` leads to their place in memory.
/// After its own frames come the corners of those of other devices that light its pixels.
template <class Exec, class Real>
struct DeviceScan {
  using AnyFrames = std::variant<FrameStack<Exec, std::uint8_t>, FrameStack<Exec, std::uint16_t>,
                                 FrameStack<Exec, std::uint32_t>, FrameStack<Exec, float>>;
  int frames = 0;
  int lighting = 0;        ///< its frames and those of others that light its pixels
  int total_frames = 0;    ///< of all devices
  std::vector<int> ranks;  ///< [frame] in the order of all frames
  int detector = 0;        ///< D
  Box stepped;             ///< pixels that this device steps, in the part of the object that it holds
  Box core;                ///< pixels that are counted with this device, in the same
  Sampling sampling = Sampling::nearest;
  AnyFrames counts;             ///< on a host device the memory of the Scan itself, which must outlive this
  Array1<Exec, int> frame_of;   ///< [frame] index into counts
  Array2<Exec, Real> measured;  ///< [row][col] 1 = measured, 0 = masked
  Array2<Exec, int> corner;     ///< [frame][2] row and column of the patch corner in the held part, pixels
  Array2<Exec, Real> fraction;  ///< [frame][2] what is left between pixels
  double total_counts = 0;      ///< sum of d over the measured pixels of its frames
  double poisson_guard = 1e-6;  ///< photons, see model/noise.hpp
  double total_amplitude = 0;   ///< sum of sqrt(d) over the same

  [[nodiscard]] FrameRange all() const { return {0, frames}; }
  /// Frames of other devices: positions only.
  [[nodiscard]] FrameRange neighbours() const { return {frames, lighting - frames}; }
};

/// Copies frames of a scan to the device (a host device only points to them).
template <class Exec, class Real>
DeviceScan<Exec, Real> make_device_scan(DeviceContext<Exec> const& device, Scan const& scan, Placement const& placement,
                                        Tile const& tile, Sampling sampling);

}  // namespace ptyger
