#pragma once

#include <mutex>

#include "device/views.hpp"

namespace ptyger::device {

/// Lock that is held during a kernel launch on a GPU. Kokkos 4.5 stores properties of GPU kernels in a table without a
/// lock, so threads of several GPUs must not launch at the same time. Does nothing for host devices.
template <class Exec>
class LaunchLock {
 public:
  LaunchLock() {
    if constexpr (!is_host_device<Exec>) lock_ = std::unique_lock(mutex());
  }

 private:
  static std::mutex& mutex() {
    static std::mutex instance;
    return instance;
  }
  std::unique_lock<std::mutex> lock_;
};

}  // namespace ptyger::device
