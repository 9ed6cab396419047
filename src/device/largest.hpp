#pragma once

#include "device/launch.hpp"

namespace ptyger {

/// The largest of rows x cols non-negative values.
template <class Real>
struct Largest {
  Real const* values;
  int cols;

  KOKKOS_FUNCTION void operator()(Strip s, Real& largest) const {
    auto const row = std::int64_t{s.row} * cols;
    for (auto at = row + s.col; at < row + s.col + s.width; ++at) largest = values[at] > largest ? values[at] : largest;
  }
};

/// Largest value of a device array of non-negative numbers; waits for the device.
template <class Exec, class Real>
double largest(DeviceContext<Exec> const& device, Array2<Exec, Real> const& values) {
  StripLoop<Exec, Largest<Real>> const loop{
      StripNumbering<strip_width<Exec>>({1, values.extent_int(0), values.extent_int(1)}),
      {values.data(), values.extent_int(1)}};
  Real result = 0;
  Kokkos::parallel_reduce("largest", StripPolicy<Exec>(device.exec, 0, loop.numbering.count()), loop,
                          Kokkos::Max<Real>(result));
  device.exec.fence();
  return static_cast<double>(result);
}

}  // namespace ptyger
