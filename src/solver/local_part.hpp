#pragma once

#include <algorithm>
#include <complex>
#include <type_traits>
#include <vector>

#include "comm/transport.hpp"
#include "core/box.hpp"
#include "device/copy.hpp"
#include "device/device_context.hpp"

namespace ptyger::solver {

/// Copies one device's part between images of the whole object, [row][col] in the memory of the host, and images on the
/// device, [row][col] of its local box.
template <class Exec, class Real>
struct LocalPart {
  DeviceContext<Exec> const& device;
  comm::Transport<Exec, Real>& transport;
  core::Subdomain subdomain;  ///< boxes of the device
  std::size_t cols = 0;       ///< columns of the whole object

  /// Copies the local box of an image of the whole object to the device.
  template <class View>
  void copy_local_in(std::vector<std::complex<double>> const& whole, View const& image) const {
    auto const& local = subdomain.local;
    std::vector<std::complex<double>> part(image.size());
    for (int row = 0; row < local.rows; ++row)
      std::copy_n(whole.begin() + (std::int64_t{local.row} + row) * static_cast<std::int64_t>(cols) + local.col,
                  local.cols, part.begin() + std::int64_t{row} * local.cols);
    device::copy_to_device(device, part.data(), image);
  }

  /// Values of the owned box of an image on the device, [row][col].
  template <class Value, class View>
  [[nodiscard]] std::vector<Value> copy_owned_out(View const& image) const {
    std::vector<Value> part(image.size());
    device::copy_to_host(device, image, part.data());
    auto const& owned = subdomain.owned;
    auto const inside = owned.relative_to(subdomain.local);
    for (int row = 0; row < owned.rows; ++row)  // packs the rows at the front of `part`
      std::copy_n(part.begin() + std::int64_t{inside.row + row} * subdomain.local.cols + inside.col, owned.cols,
                  part.begin() + std::int64_t{row} * owned.cols);
    part.resize(static_cast<std::size_t>(owned.pixels()));
    return part;
  }

  /// Collective: assembles the owned boxes of all devices in `whole` of device 0; other devices do not use `whole`.
  template <class Value>
  void gather(std::vector<Value> const& owned, std::vector<Value>& whole) const {
    constexpr std::size_t reals = std::is_floating_point_v<Value> ? 1 : 2;  // a complex number is two reals
    static_assert(sizeof(Value) == reals * sizeof(double));
    core::StageClock::Scope const clock(device.clock, "exchange");
    transport.gather({reinterpret_cast<double const*>(owned.data()), reals * owned.size()},
                     {reinterpret_cast<double*>(whole.data()), reals * whole.size()});
  }
};

}  // namespace ptyger::solver
