#pragma once

#include <numeric>

#include "model/far_fields.hpp"
#include "model/frame_subsets.hpp"
#include "tests/support/small_scan.hpp"

namespace ptyger::test {

using Host = Kokkos::Serial;

/// The values of a view of complex numbers.
inline std::vector<std::complex<double>> on_host(DeviceContext<Host> const& device, auto const& view) {
  std::vector<std::complex<double>> values(view.size());
  device::copy_to_host(device, view, values.data());
  return values;
}

/// A small scan on a host device with its forward model and an estimate. Frames are held last first, so that their
/// number on the device is not that in the scan.
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

  void set(model::Estimate<Host, Real> const& target, std::vector<std::complex<double>> const& object,
           std::vector<std::complex<double>> const& probe) const {
    device::copy_to_device(device, object.data(), target.object);
    device::copy_to_device(device, probe.data(), target.probe);
  }

  [[nodiscard]] model::Estimate<Host, Real> shape(SmallScan const& small, char const* label) const {
    return model::make_estimate<Host, Real>(device, label, static_cast<int>(small.placement.rows),
                                            static_cast<int>(small.placement.cols), static_cast<int>(small.probe.modes),
                                            static_cast<int>(small.probe.size));
  }

  /// Frames of the scan that a range of the device means.
  [[nodiscard]] std::vector<int> frames_of(model::FrameRange range) const {
    std::vector<int> frames;
    for (int i = 0; i < range.count; ++i) frames.push_back(order[static_cast<std::size_t>(range(i))]);
    return frames;
  }

  /// Room for carried far fields of all frames.
  [[nodiscard]] model::FarFields<Host, Real> carried() const {
    auto const size = static_cast<std::size_t>(scan.frames * model.modes()) * model.wave_pixels();
    model::FarFields<Host, Real> kept;
    for (auto* array : {&kept.field, &kept.a, &kept.b})
      *array = make_view<Array1<Host, Complex<Real>>>(device, "far fields", size);
    return kept;
  }

  /// Room for the intensity coefficients of all frames.
  [[nodiscard]] model::FarFields<Host, Real> coefficients() const {
    model::FarFields<Host, Real> kept;
    kept.coefficients = make_view<Array1<Host, Real>>(device, "intensity coefficients",
                                                      5 * scan.frames * scan.detector * scan.detector);
    return kept;
  }

  DeviceContext<Host> device;
  std::vector<int> order;
  model::DeviceScan<Host, Real> scan;
  model::ForwardModel<Host, Real> model;
  model::Estimate<Host, Real> estimate;
  model::Estimate<Host, Real> gradient;
  model::Illumination<Host, Real> illumination;
  model::FrameSubsets<Host> thirds{device, scan.ranks, 3};  ///< every third frame, from 0, 1 or 2 on

  /// A frame and mode.
  [[nodiscard]] double transforms() const {
    return static_cast<double>(model.transforms().made()) / (scan.frames * model.modes());
  }

 private:
  static std::vector<int> reversed(std::size_t frames) {
    std::vector<int> order(frames);
    std::iota(order.rbegin(), order.rend(), 0);
    return order;
  }
};

}  // namespace ptyger::test
