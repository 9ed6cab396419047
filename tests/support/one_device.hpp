#pragma once

#include <complex>
#include <vector>

#include "device/copy.hpp"
#include "device/instances.hpp"

namespace ptyger::test {

/// The first device of this machine, for the calling thread: a GPU where the build has GPUs, else a host device.
template <class Exec = RunDevice>
DeviceContext<Exec> one_device(std::size_t chunk_bytes = device::default_chunk_bytes<Exec>) {
  DeviceContext<Exec> device{.exec = device::make_instances<Exec>(1).front(), .chunk_bytes = chunk_bytes};
  device::bind_thread(device.exec);
  return device;
}

/// Copies `count` values at an address of a device to the host.
template <class Exec, class T>
std::vector<T> values_at(DeviceContext<Exec> const& device, T const* address, std::size_t count) {
  std::vector<T> values(count);
  device::copy_to_host(device, Array1<Exec, T>(const_cast<T*>(address), count), values.data());
  return values;
}

/// Copies a view of real or whole numbers to the host.
template <class Exec>
auto numbers_of(DeviceContext<Exec> const& device, auto const& view) {
  return values_at(device, view.data(), view.size());
}

/// Converts values and copies them to an address of a device.
template <class Exec, class T, class Value>
void write(DeviceContext<Exec> const& device, std::vector<Value> const& values, T* address) {
  device::copy_to_device(device, values.data(), Array1<Exec, T>(address, values.size()));
}

/// Copies a view of complex numbers to the host.
template <class Exec>
std::vector<std::complex<double>> on_host(DeviceContext<Exec> const& device, auto const& view) {
  std::vector<std::complex<double>> values(view.size());
  device::copy_to_host(device, view, values.data());
  return values;
}

}  // namespace ptyger::test
