#pragma once

#include "core/box.hpp"
#include "device/launch.hpp"

namespace ptyger::device {

/// Functor of a reduction: the largest of rows x cols non-negative values.
template <class Real>
struct Largest {
  Real const* values;
  int stride;  ///< values from row to row

  KOKKOS_FUNCTION void operator()(Strip s, Real& largest) const {
    auto const row = std::int64_t{s.row} * stride;
    for (auto at = row + s.col; at < row + s.col + s.width; ++at) largest = values[at] > largest ? values[at] : largest;
  }
};

/// Largest value in a box of a device array of non-negative numbers, 0 for an empty box; waits for the device.
template <class Exec, class Real>
double largest(DeviceContext<Exec> const& device, Array2<Exec, Real> const& values, core::Box const& box) {
  int const stride = values.extent_int(1);
  StripLoop<Exec, Largest<Real>> const loop{NumberingOf<Exec, Largest<Real>>({1, box.rows, box.cols}),
                                            {values.data() + std::int64_t{box.row} * stride + box.col, stride}};
  Real result = 0;
  LaunchLock<Exec> const one_at_a_time;
  Kokkos::parallel_reduce("largest", strip_policy<Exec, Largest<Real>>(device.exec, loop.numbering.count()), loop,
                          Kokkos::Max<Real>(result));
  device.exec.fence();
  return std::max(static_cast<double>(result), 0.0);  // for an empty box Kokkos returns the lowest number
}

/// Largest value of a device array of non-negative numbers; waits for the device.
template <class Exec, class Real>
double largest(DeviceContext<Exec> const& device, Array2<Exec, Real> const& values) {
  return largest<Exec, Real>(device, values, {0, 0, values.extent_int(0), values.extent_int(1)});
}

}  // namespace ptyger::device
