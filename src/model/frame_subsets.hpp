#pragma once

#include "device/copy.hpp"
#include "model/device_scan.hpp"

namespace ptyger::model {

/// The frames of a device by the remainder of their rank: subset k has the ranks k, k + stride, ... Which frames these
/// are does not depend on the number of devices.
template <class Exec>
class FrameSubsets {
 public:
  FrameSubsets(DeviceContext<Exec> const& device, std::vector<int> const& ranks, int stride)
      : stride_(stride),
        list_(make_view<Array1<Exec, int>>(device, "frames by subset", ranks.size())),
        rank_(make_view<Array1<Exec, int>>(device, "ranks of frames", ranks.size())) {
    auto& list = list_host_;
    for (int offset = 0; offset < stride; ++offset) {
      begins_.push_back(static_cast<int>(list.size()));
      for (std::size_t frame = 0; frame < ranks.size(); ++frame)
        if (ranks[frame] % stride == offset) list.push_back(static_cast<int>(frame));
    }
    begins_.push_back(static_cast<int>(list.size()));
    device::copy_to_device(device, list.data(), list_);
    device::copy_to_device(device, ranks.data(), rank_);
  }

  [[nodiscard]] FrameRange operator[](int offset) const {
    auto const k = static_cast<std::size_t>(offset);
    return {begins_[k], begins_[k + 1] - begins_[k], list_.data(), list_host_.data(), rank_.data(), stride_, offset};
  }

 private:
  int stride_;
  std::vector<int> list_host_;
  Array1<Exec, int> list_;  ///< frame numbers, subset after subset
  Array1<Exec, int> rank_;  ///< [frame]
  std::vector<int> begins_;
};

}  // namespace ptyger::model
