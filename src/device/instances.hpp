#pragma once

#include <vector>

#include "device/views.hpp"

namespace ptyger::device {

/// Makes one execution instance for each of `devices` devices: a CUDA stream on each GPU, in the order of
/// order_by_links(), or an instance for each thread of the host. Call it before any other thread runs kernels.
template <class Exec>
std::vector<Exec> make_instances(int devices);

/// Binds the calling thread to the device of the instance. Each device thread calls it before it uses the device.
template <class Exec>
void bind_thread(Exec const& exec);

/// Throws CallError when a kernel launch has failed since the last call. Release builds of Kokkos do not check
/// launches.
template <class Exec>
void check_launches(Exec const& exec);

}  // namespace ptyger::device
