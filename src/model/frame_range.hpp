#pragma once

#include "device/views.hpp"

namespace ptyger::model {

/// Some frames of a device, by their numbers there: consecutive ones, or those of a list.
struct FrameRange {
  int first = 0;
  int count = 0;
  int const* list = nullptr;       ///< memory of the device; null: first, first + 1, ...
  int const* list_host = nullptr;  ///< the same list in the memory of the host
  int const* rank = nullptr;       ///< with a list: of every frame of the device, memory of the device
  int stride = 1;                  ///< with a list: of ranks
  int offset = 0;

  [[nodiscard]] KOKKOS_FUNCTION int operator()(int i) const { return list == nullptr ? first + i : list[first + i]; }
  /// The same, to be asked on the host.
  [[nodiscard]] int on_host(int i) const { return list_host == nullptr ? first + i : list_host[first + i]; }
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

}  // namespace ptyger::model
