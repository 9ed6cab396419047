#pragma once

#include <vector>

#include "device/views.hpp"

namespace ptyger::device {

/// One execution instance for each of `devices` devices: the GPUs 0, 1, ... with a stream each, or instances of their
/// own for the threads of a host. To be called from one thread, before others run kernels.
template <class Exec>
std::vector<Exec> make_instances(int devices);

/// What the thread that drives a device has to do before anything else.
template <class Exec>
void bind_thread(Exec const& exec);

/// Throws CallError when a kernel could not be launched since the last look; Kokkos does not look in release builds.
template <class Exec>
void check_launches(Exec const& exec);

}  // namespace ptyger::device
