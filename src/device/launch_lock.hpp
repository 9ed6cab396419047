#pragma once

#include <mutex>

#include "device/views.hpp"

namespace ptyger::device {

/// Held while a kernel is launched. Kokkos (4.5) notes what it learns about a kernel for GPUs in a table without a
/// lock, so that threads of several GPUs must launch one after the other; host devices launch freely.
template <class Exec>
class LaunchLock {
 public:
  LaunchLock() {
    if constexpr (!is_host_device<Exec>) lock_ = std::unique_lock(mutex());
  }

 private:
  static std::mutex& mutex() {
    static std::mutex one;
    return one;
  }
  std::unique_lock<std::mutex> lock_;
};

}  // namespace ptyger::device
