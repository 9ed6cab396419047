#pragma once

#include <algorithm>
#include <iterator>
#include <numeric>

#include "model/far_fields.hpp"
#include "model/frame_subsets.hpp"
#include "tests/support/one_device.hpp"
#include "tests/support/small_scan.hpp"

namespace ptyger::test {

/// A small scan on one device with its forward model and an estimate. The device holds the frames in reverse order,
/// so that the number of a frame on the device differs from its number in the scan.
/// variation: number of images of the probe, the last ones, that are variation probes.
template <class Real, class Exec = RunDevice>
struct SmallDevice {
  SmallDevice(SmallScan const& small, Sampling sampling, std::size_t chunk_bytes = std::size_t{1} << 17,
              bool streamed = false, int variation = 0)
      : device(one_device<Exec>(chunk_bytes)),
        order(reversed(small.scan.frames)),
        scan(model::make_device_scan<Exec, Real>(
            device, small.scan, small.placement, model::whole_tile(small.placement, order), sampling,
            {static_cast<int>(small.probe.modes) - variation, streamed, {}, variation})),
        model(device, scan, static_cast<int>(small.probe.size)),
        estimate(shape(small, "estimate")),
        gradient(shape(small, "gradient")),
        illumination(model::make_illumination<Exec, Real>(device, static_cast<int>(small.placement.rows),
                                                          static_cast<int>(small.placement.cols), model.probe_size())) {
    set(estimate, small.object, small.probe.values);
  }

  /// Copies object and probe to the device.
  void set(model::Estimate<Exec, Real> const& target, std::vector<std::complex<double>> const& object,
           std::vector<std::complex<double>> const& probe) const {
    device::copy_to_device(device, object.data(), target.object);
    device::copy_to_device(device, probe.data(), target.probe);
  }

  /// Allocates object and probe of the shapes of the small scan.
  [[nodiscard]] model::Estimate<Exec, Real> shape(SmallScan const& small, char const* label) const {
    return model::make_estimate<Exec, Real>(device, label, static_cast<int>(small.placement.rows),
                                            static_cast<int>(small.placement.cols), static_cast<int>(small.probe.modes),
                                            static_cast<int>(small.probe.size));
  }

  /// Numbers in the scan of the frames in a range of the device.
  [[nodiscard]] std::vector<int> frames_of(model::FrameRange range) const {
    std::vector<int> frames;
    for (int i = 0; i < range.count; ++i) frames.push_back(order[static_cast<std::size_t>(range.on_host(i))]);
    return frames;
  }

  /// Allocates far fields of all frames for the strategy `carried`.
  [[nodiscard]] model::FarFields<Exec, Real> carried() const {
    auto const size = static_cast<std::size_t>(scan.frames * model.modes()) * model.wave_pixels();
    model::FarFields<Exec, Real> fields;
    for (auto* array : {&fields.field, &fields.a, &fields.b})
      *array = make_view<Array1<Exec, Complex<Real>>>(device, "far fields", size);
    return fields;
  }

  /// Allocates intensity coefficients of all frames for the strategy `coefficients`.
  [[nodiscard]] model::FarFields<Exec, Real> coefficients() const {
    model::FarFields<Exec, Real> fields;
    fields.coefficients = make_view<Array1<Exec, Real>>(device, "intensity coefficients",
                                                        5 * scan.frames * scan.detector * scan.detector);
    return fields;
  }

  DeviceContext<Exec> device;
  std::vector<int> order;  ///< [frame of the device] number in the scan
  model::DeviceScan<Exec, Real> scan;
  model::ForwardModel<Exec, Real> model;
  model::Estimate<Exec, Real> estimate;
  model::Estimate<Exec, Real> gradient;
  model::Illumination<Exec, Real> illumination;
  model::FrameSubsets<Exec> thirds{device, scan.ranks, 3};  ///< three subsets of every third frame

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

/// Values of the waves of a chunk, [frame][mode][row][col].
template <class Real>
std::vector<std::complex<double>> values_of(SmallDevice<Real> const& small, model::WaveRows<Real> waves, int frames) {
  auto values =
      values_at(small.device, waves.base, static_cast<std::size_t>(frames * waves.modes) * small.model.wave_pixels());
  waves.base = values.data();
  std::vector<std::complex<double>> result;
  for (int i = 0; i < frames * waves.modes; ++i)
    for (int row = 0; row < waves.detector; ++row)
      std::transform(waves.row(0, i, row), waves.row(0, i, row) + waves.detector, std::back_inserter(result),
                     device::converted<std::complex<double>, Complex<Real>>);
  return result;
}

}  // namespace ptyger::test
