#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "device/device_context.hpp"
#include "model/placement.hpp"
#include "ptyger/scan.hpp"

namespace ptyger {

/// An arithmetic progression of frames in the order in which a device holds them: all of them, a subset of the
/// ordered-subset start, or one chunk of either.
struct FrameRange {
  int first = 0;
  int step = 1;
  int count = 0;
  [[nodiscard]] KOKKOS_FUNCTION int operator()(int i) const { return first + step * i; }
  /// Every stride-th frame of this range from `offset` on.
  [[nodiscard]] FrameRange every(int stride, int offset) const {
    return {(*this)(offset), step * stride, (count - offset + stride - 1) / stride};
  }
  [[nodiscard]] KOKKOS_FUNCTION bool contains(int frame) const {
    return frame >= first && (frame - first) % step == 0 && (frame - first) / step < count;
  }
  [[nodiscard]] FrameRange part(int begin, int most) const {
    return {(*this)(begin), step, most < count - begin ? most : count - begin};
  }
};

template <class Exec, class Count>
using FrameStack = Kokkos::View<Count const*, typename Exec::memory_space>;  // [frame][row][col], as in the file

/// The measured side of a scan in the memory of one device: frames in their integer type, mask and patch corners.
/// Frames are numbered in the order given (neighbours close together); `frame_of` leads to their place in memory.
template <class Exec, class Real>
struct DeviceScan {
  using AnyFrames = std::variant<FrameStack<Exec, std::uint8_t>, FrameStack<Exec, std::uint16_t>,
                                 FrameStack<Exec, std::uint32_t>, FrameStack<Exec, float>>;
  int frames = 0;
  int detector = 0;  ///< D
  Sampling sampling = Sampling::nearest;
  AnyFrames counts;             ///< on a host device the memory of the Scan itself, which must outlive this
  Array1<Exec, int> frame_of;   ///< [frame] index into counts
  Array2<Exec, Real> measured;  ///< [row][col] 1 = measured, 0 = masked
  Array2<Exec, int> corner;     ///< [frame][2] row and column of the patch corner, pixels
  Array2<Exec, Real> fraction;  ///< [frame][2] what is left between pixels
  double total_counts = 0;      ///< sum of d over the measured pixels
  double total_amplitude = 0;   ///< sum of sqrt(d) over the measured pixels

  [[nodiscard]] FrameRange all() const { return {0, 1, frames}; }
};

/// Copies the frames `order` of a scan to the device (a host device only points to them).
template <class Exec, class Real>
DeviceScan<Exec, Real> make_device_scan(DeviceContext<Exec> const& device, Scan const& scan, Placement const& placement,
                                        std::vector<int> const& order, Sampling sampling);

}  // namespace ptyger
