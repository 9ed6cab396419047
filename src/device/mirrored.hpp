#pragma once

#include "device/copy.hpp"

namespace ptyger::device {

/// Host memory that a GPU copies to and from while the host does other work.
#ifdef KOKKOS_ENABLE_CUDA
using MirrorSpace = Kokkos::CudaHostPinnedSpace;
#else
using MirrorSpace = Kokkos::HostSpace;
#endif

/// An array of a device with its mirror in the memory of the host, both allocated at construction, for values that
/// pass between the two again and again. On a host device both are the same memory.
template <class View>
class Mirrored {
 public:
  using Element = typename View::non_const_value_type;
  using HostMemory = std::conditional_t<is_host_device<typename View::execution_space>, Kokkos::HostSpace, MirrorSpace>;

  Mirrored() = default;
  // Without initial values: Kokkos would write them by a kernel on the default instance.
  explicit Mirrored(View const& view)
      : view_(view),
        host_(Kokkos::create_mirror_view(Kokkos::view_alloc(Kokkos::WithoutInitializing, HostMemory()), view)) {}

  [[nodiscard]] View const& view() const { return view_; }
  /// The values in the memory of the device; null when the array is empty.
  [[nodiscard]] Element* data() const { return view_.data(); }
  [[nodiscard]] std::size_t size() const { return view_.size(); }
  /// The values in the memory of the host, valid after a fence of the instance that copied them.
  [[nodiscard]] Element* host() const { return host_.data(); }

  /// Copies the mirror to the device; waits for the copy.
  template <class Exec>
  void to_device(DeviceContext<Exec> const& device) const {
    start_to_device(device);
    device.exec.fence();
  }
  /// to_device() that does not wait; the mirror must not change before the device has been waited for.
  template <class Exec>
  void start_to_device(DeviceContext<Exec> const& device) const {
    Kokkos::deep_copy(device.exec, view_, host_);
  }
  /// Copies the values of the device to the mirror; waits for the copy.
  template <class Exec>
  void to_host(DeviceContext<Exec> const& device) const {
    start_to_host(device);
    device.exec.fence();
  }
  /// to_host() that does not wait for the device.
  template <class Exec>
  void start_to_host(DeviceContext<Exec> const& device) const {
    Kokkos::deep_copy(device.exec, host_, view_);
  }

 private:
  View view_;
  Kokkos::View<typename View::data_type, typename View::array_layout, HostMemory> host_;
};

}  // namespace ptyger::device
