#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>
#include <string>

#include "device/device_context.hpp"
#include "device/launch_lock.hpp"
#include "device/out_of_memory.hpp"
#include "ptyger/error.hpp"

namespace ptyger::device {

/// Allocates a view of the given sizes in the memory of the device, without initial values. Throws CallError that says
/// what to do when no memory is left.
template <class View, class Exec, class... Sizes>
View make_view(DeviceContext<Exec> const& device, char const* label, Sizes... sizes) {
  try {
    return View(Kokkos::view_alloc(device.exec, Kokkos::WithoutInitializing, std::string(label)),
                static_cast<std::size_t>(sizes)...);
  } catch (std::exception const& error) {
    throw CallError(out_of_memory(device.id, !is_host_device<Exec>, label, error.what()));
  }
}

/// Fills a view with a value.
template <class View, class Exec>
void fill(DeviceContext<Exec> const& device, View const& view, typename View::non_const_value_type const& value) {
  LaunchLock<Exec> const one_at_a_time;
  Kokkos::deep_copy(device.exec, view, value);
}

/// Fills a contiguous view of numbers, or of structs of numbers, with zeros. As bytes, which Kokkos clears without a
/// kernel.
template <class View, class Exec>
void set_zero(DeviceContext<Exec> const& device, View const& view) {
  using Bytes = Kokkos::View<unsigned char*, typename View::memory_space, Kokkos::MemoryUnmanaged>;
  auto* const first = reinterpret_cast<unsigned char*>(view.data());
  fill(device, Bytes(first, view.size() * sizeof(typename View::non_const_value_type)), static_cast<unsigned char>(0));
}

/// make_view() of an array that is filled with zeros.
template <class View, class Exec, class... Sizes>
View make_zeros(DeviceContext<Exec> const& device, char const* label, Sizes... sizes) {
  auto const view = make_view<View>(device, label, sizes...);
  set_zero(device, view);
  return view;  // NOLINT(performance-no-automatic-move): a copy of a view copies no values
}

/// Converts a real or complex number to another type; std::complex and Kokkos::complex are converted into each other.
template <class To, class From>
To converted(From const& value) {
  if constexpr (requires { value.real(); }) {
    using Part = typename To::value_type;
    return To(static_cast<Part>(value.real()), static_cast<Part>(value.imag()));
  } else {
    return static_cast<To>(value);
  }
}

/// Converts values in host memory and copies them into a contiguous view of the device; waits for the copy.
template <class View, class Exec, class Value>
void copy_to_device(DeviceContext<Exec> const& device, Value const* values, View const& view) {
  using Element = typename View::non_const_value_type;
  auto const mirror = Kokkos::create_mirror_view(view);
  std::transform(values, values + view.size(), mirror.data(), [](Value const& v) { return converted<Element>(v); });
  Kokkos::deep_copy(device.exec, view, mirror);
  device.exec.fence();
}

/// Copies a contiguous view of the device into host memory and converts the values; waits for the copy.
template <class View, class Exec, class Value>
void copy_to_host(DeviceContext<Exec> const& device, View const& view, Value* values) {
  auto const mirror = Kokkos::create_mirror_view(view);
  Kokkos::deep_copy(device.exec, mirror, view);
  device.exec.fence();
  std::transform(mirror.data(), mirror.data() + mirror.size(), values,
                 [](auto const& v) { return converted<Value>(v); });
}

}  // namespace ptyger::device
