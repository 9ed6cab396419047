#pragma once

#include "core/box.hpp"
#include "device/mirrored.hpp"
#include "device/two_parts.hpp"

namespace ptyger::device {

/// The largest values of two arrays; Kokkos joins the values of threads by +=.
template <class Real>
struct Maxima {
  Real value[2] = {};
  KOKKOS_FUNCTION Maxima& operator+=(Maxima const& other) {
    for (int k = 0; k < 2; ++k) value[k] = other.value[k] > value[k] ? other.value[k] : value[k];
    return *this;
  }
};

/// Functor of a reduction: the largest of rows x cols non-negative values, as one of two.
template <class Real>
struct Largest {
  Real const* values;
  int stride;  ///< values from row to row
  int place;   ///< in Maxima

  KOKKOS_FUNCTION void operator()(Strip s, Maxima<Real>& maxima) const {
    auto const row = std::int64_t{s.row} * stride;
    Real& largest = maxima.value[place];
    for (auto at = row + s.col; at < row + s.col + s.width; ++at) largest = values[at] > largest ? values[at] : largest;
  }
};

/// Writes the largest values in a box of one array of non-negative numbers, and in another array, to a mirrored value,
/// without waiting for the device. An array without values: 0.
template <class Exec, class Real>
void find_largest(DeviceContext<Exec> const& device, Array2<Exec, Real> const& a, core::Box const& box,
                  Array2<Exec, Real> const& b, Mirrored<Array1<Exec, Maxima<Real>>> const& target) {
  int const stride = a.extent_int(1);
  auto const first = std::int64_t{box.row} * stride + box.col;
  sum_strips(
      device.exec, "largest of two", LaunchPart<Largest<Real>>{{1, box.rows, box.cols}, {a.data() + first, stride, 0}},
      LaunchPart<Largest<Real>>{{1, b.extent_int(0), b.extent_int(1)}, {b.data(), b.extent_int(1), 1}}, target.data());
  target.start_to_host(device);
}

}  // namespace ptyger::device

template <class Real>
struct Kokkos::reduction_identity<ptyger::device::Maxima<Real>> {
  KOKKOS_FORCEINLINE_FUNCTION static ptyger::device::Maxima<Real> sum() { return {}; }
};
