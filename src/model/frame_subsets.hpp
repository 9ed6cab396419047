#pragma once

#include "device/mirrored.hpp"
#include "model/device_scan.hpp"

namespace ptyger::model {

/// Subsets of the frames of a device: subset k has the frames with the ranks k, k + stride, ... among the frames of all
/// devices, so that it does not depend on the number of devices which frames of the scan form a subset.
template <class Exec>
class FrameSubsets {
 public:
  FrameSubsets(DeviceContext<Exec> const& device, std::vector<int> const& ranks, int stride)
      : stride_(stride),
        list_(make_view<Array1<Exec, int>>(device, "frames by subset", ranks.size())),
        rank_(make_view<Array1<Exec, int>>(device, "ranks of frames", ranks.size())),
        begins_(static_cast<std::size_t>(stride) + 1) {
    assign(device, ranks);
  }

  /// Makes the subsets from a new order of the frames, in the same memory. ranks: [frame] its place in the order; as
  /// many as before.
  void assign(DeviceContext<Exec> const& device, std::vector<int> const& ranks) {
    int* next = list_.host();
    for (int offset = 0; offset < stride_; ++offset) {
      begins_[static_cast<std::size_t>(offset)] = static_cast<int>(next - list_.host());
      for (std::size_t frame = 0; frame < ranks.size(); ++frame)
        if (ranks[frame] % stride_ == offset) *next++ = static_cast<int>(frame);
    }
    begins_.back() = static_cast<int>(next - list_.host());
    std::copy(ranks.begin(), ranks.end(), rank_.host());
    list_.to_device(device);
    rank_.to_device(device);
  }

  /// Subset `offset`.
  [[nodiscard]] FrameRange operator[](int offset) const {
    auto const k = static_cast<std::size_t>(offset);
    return {begins_[k], begins_[k + 1] - begins_[k], list_.data(), list_.host(), rank_.data(), stride_, offset};
  }

 private:
  int stride_;                                ///< number of subsets
  device::Mirrored<Array1<Exec, int>> list_;  ///< numbers of frames on the device, subset after subset
  device::Mirrored<Array1<Exec, int>> rank_;  ///< [frame] rank among the frames of all devices
  std::vector<int> begins_;                   ///< [subset] place of its first frame in list_, then the end of list_
};

}  // namespace ptyger::model
