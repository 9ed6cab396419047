#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "device/topology.hpp"
#include "device/views.hpp"

namespace ptyger::test {

/// Number of devices that a test may use: all GPUs of this node, or as many host devices as it asks for.
inline int usable_devices() {
  constexpr int host_devices = 64;
  return is_host_device<RunDevice> ? host_devices : static_cast<int>(device::gpu_topology().devices.size());
}

/// `wanted` devices, or fewer where there are not so many GPUs.
inline int at_most_usable(int wanted) {
  return std::min(wanted, usable_devices());
}

}  // namespace ptyger::test

/// Skips the test on a node with fewer GPUs.
#define PTYGER_NEEDS_DEVICES(count) \
  if (ptyger::test::usable_devices() < (count)) GTEST_SKIP() << "it needs " << (count) << " GPUs"
