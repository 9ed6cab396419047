#pragma once

#include "device/views.hpp"

namespace ptyger::model {

/// Some frames of a device, by their numbers on the device: consecutive frames, or part of a list.
struct FrameRange {
  int first = 0;                   ///< first frame, or with a list the place of the first frame in it
  int count = 0;                   ///< number of frames
  int const* list = nullptr;       ///< numbers of frames, memory of the device; null: first, first + 1, ...
  int const* list_host = nullptr;  ///< the same list in the memory of the host
  int const* rank = nullptr;       ///< with a list: rank of every frame of the device, memory of the device
  int stride = 1;                  ///< with a list: its frames have the ranks offset, offset + stride, ...
  int offset = 0;                  ///< with a list: the smallest of these ranks

  /// Number of the i-th frame, in code of the device.
  [[nodiscard]] KOKKOS_FUNCTION int operator()(int i) const { return list == nullptr ? first + i : list[first + i]; }
  /// Number of the i-th frame, in code of the host.
  [[nodiscard]] int on_host(int i) const { return list_host == nullptr ? first + i : list_host[first + i]; }
  /// Whether a frame of the device is in the range; with a list, in the whole list, of which this range may be a part.
  [[nodiscard]] KOKKOS_FUNCTION bool contains(int frame) const {
    return list == nullptr
               ? frame >= first && frame < first + count
               : static_cast<unsigned>(rank[frame]) % static_cast<unsigned>(stride) == static_cast<unsigned>(offset);
  }
  /// At most `most` frames from the `begin`-th on.
  [[nodiscard]] FrameRange part(int begin, int most) const {
    FrameRange result = *this;
    result.first += begin;
    result.count = most < count - begin ? most : count - begin;
    return result;
  }
};

}  // namespace ptyger::model
