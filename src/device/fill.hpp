#pragma once

#include "device/copy.hpp"

namespace ptyger::device {

/// Fills a view with a value.
template <class View, class Exec>
void fill(DeviceContext<Exec> const& device, View const& view, typename View::non_const_value_type const& value) {
  LaunchLock<Exec> const one_at_a_time;
  Kokkos::deep_copy(device.exec, view, value);
}

}  // namespace ptyger::device
