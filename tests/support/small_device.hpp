#pragma once

#include <numeric>

#include "model/far_fields.hpp"
#include "model/frame_subsets.hpp"
#include "tests/support/small_scan.hpp"

namespace ptyger::test {

using Host = Kokkos::Serial;

/// Copies a view of complex numbers to the host.
inline std::vector<std::complex<double>> on_host(DeviceContext<Host> const& device, auto const& view) {
  std::vector<std::complex<double>> values(view.size());
  device::copy_to_host(device, view, values.data());
  return values;
}

/// A small scan on a host device with its forward model and an estimate. The device holds the frames in reverse order,
/// so that the number of a frame on the device differs from its number in the scan.
template <class Real>
struct SmallDevice {
  SmallDevice(SmallScan const& small, Sampling sampling, std::size_t chunk_bytes = std::size_t{1} << 17,
              bool streamed = false)
      : device{.exec = Host{}, .chunk_bytes = chunk_bytes},
        order(reversed(small.scan.frames)),
        scan(model::make_device_scan<Host, Real>(device, small.scan, small.placement,
                                                 model::whole_tile(small.placement, order), sampling,
                                                 {static_cast<int>(small.probe.modes), streamed})),
        model(device, scan, static_cast<int>(small.probe.size)),
        estimate(shape(small, "estimate")),
        gradient(shape(small, "gradient")),
        illumination(model::make_illumination<Host, Real>(device, static_cast<int>(small.placement.rows),
                                                          static_cast<int>(small.placement.cols), model.probe_size())) {
    set(estimate, small.object, small.probe.values);
  }

  /// Copies object and probe to the device.
  void set(model::Estimate<Host, Real> const& target, std::vector<std::complex<double>> const& object,
           std::vector<std::complex<double>> const& probe) const {
    device::copy_to_device(device, object.data(), target.object);
    device::copy_to_device(device, probe.data(), target.probe);
  }

  /// Allocates object and probe of the shapes of the small scan.
  [[nodiscard]] model::Estimate<Host, Real> shape(SmallScan const& small, char const* label) const {
    return model::make_estimate<Host, Real>(device, label, static_cast<int>(small.placement.rows),
                                            static_cast<int>(small.placement.cols), static_cast<int>(small.probe.modes),
                                            static_cast<int>(small.probe.size));
  }

  /// Numbers in the scan of the frames in a range of the device.
  [[nodiscard]] std::vector<int> frames_of(model::FrameRange range) const {
    std::vector<int> frames;
    for (int i = 0; i < range.count; ++i) frames.push_back(order[static_cast<std::size_t>(range(i))]);
    return frames;
  }

  /// Allocates far fields of all frames for the strategy `carried`.
  [[nodiscard]] model::FarFields<Host, Real> carried() const {
    auto const size = static_cast<std::size_t>(scan.frames * model.modes()) * model.wave_pixels();
    model::FarFields<Host, Real> fields;
    for (auto* array : {&fields.field, &fields.a, &fields.b})
      *array = make_view<Array1<Host, Complex<Real>>>(device, "far fields", size);
    return fields;
  }

  /// Allocates intensity coefficients of all frames for the strategy `coefficients`.
  [[nodiscard]] model::FarFields<Host, Real> coefficients() const {
    model::FarFields<Host, Real> fields;
    fields.coefficients = make_view<Array1<Host, Real>>(device, "intensity coefficients",
                                                        5 * scan.frames * scan.detector * scan.detector);
    return fields;
  }

  DeviceContext<Host> device;
  std::vector<int> order;  ///< [frame of the device] number in the scan
  model::DeviceScan<Host, Real> scan;
  model::ForwardModel<Host, Real> model;
  model::Estimate<Host, Real> estimate;
  model::Estimate<Host, Real> gradient;
  model::Illumination<Host, Real> illumination;
  model::FrameSubsets<Host> thirds{device, scan.ranks, 3};  ///< three subsets of every third frame

  /// Transforms made so far, per frame and mode.
  [[nodiscard]] double transforms() const {
    return static_cast<double>(model.transforms().device_images()) / (scan.frames * model.modes());
  }

 private:
  static std::vector<int> reversed(std::size_t frames) {
    std::vector<int> order(frames);
    std::iota(order.rbegin(), order.rend(), 0);
    return order;
  }
};

/// The object patches S psi of all frames in the order of the device, [frame][row][col].
template <class Real>
std::vector<std::complex<double>> patches_of(SmallDevice<Real> const& small) {
  auto const patches = small.model.patches(small.estimate.object, small.scan.all());
  int const p = small.model.probe_size();
  std::vector<std::complex<double>> values;
  std::vector<Complex<Real>> scratch(static_cast<std::size_t>(p));
  for (int frame = 0; frame < small.scan.frames; ++frame)
    for (int row = 0; row < p; ++row) {
      auto const* pixels = patches.strip(frame, row, 0, p, scratch.data());
      for (int col = 0; col < p; ++col) values.push_back(device::converted<std::complex<double>>(pixels[col]));
    }
  return values;
}

}  // namespace ptyger::test
