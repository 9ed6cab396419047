#pragma once

#include <algorithm>
#include <complex>
#include <vector>

#include "core/box.hpp"
#include "device/copy.hpp"
#include "device/device_context.hpp"

namespace ptyger::solver {

/// Between images of the whole object, [row][col] in the memory of the host, and what one device holds of them.
template <class Exec>
struct LocalPart {
  DeviceContext<Exec> const& device;
  core::Subdomain subdomain;
  std::size_t cols = 0;  ///< of the whole object

  /// Copies what the device holds of an image.
  template <class View>
  void take(std::vector<std::complex<double>> const& whole, View const& image) const {
    auto const& local = subdomain.local;
    std::vector<std::complex<double>> part(image.size());
    for (int row = 0; row < local.rows; ++row)
      std::copy_n(whole.begin() + at(local.row + row, local.col), local.cols,
                  part.begin() + std::int64_t{row} * local.cols);
    device::copy_to_device(device, part.data(), image);
  }

  /// Puts the core of what the device holds where it lies in the whole.
  template <class View, class Value>
  void put_core(View const& image, std::vector<Value>& whole) const {
    std::vector<Value> part(image.size());
    device::copy_to_host(device, image, part.data());
    auto const& owned = subdomain.owned;
    auto const inside = owned.relative_to(subdomain.local);
    for (int row = 0; row < owned.rows; ++row) {
      auto const from = part.begin() + std::int64_t{inside.row + row} * subdomain.local.cols + inside.col;
      std::copy_n(from, owned.cols, whole.begin() + at(owned.row + row, owned.col));
    }
  }

 private:
  [[nodiscard]] std::int64_t at(int row, int col) const { return row * static_cast<std::int64_t>(cols) + col; }
};

}  // namespace ptyger::solver
