#pragma once

#include "comm/transport.hpp"
#include "gradient/gradient.hpp"
#include "line_search/trial_pass.hpp"

namespace ptyger {

/// Everything that one device holds of a reconstruction: frames, forward model, stages, iterate, gradient.
template <class Exec, class Real>
struct Workspace {
  Workspace(DeviceContext<Exec> const& device_context, Transport<Exec, Real>& devices, Scan const& measured,
            Placement const& placement, std::vector<int> const& order, Sampling sampling, int modes)
      : device(device_context),
        transport(devices),
        scan(make_device_scan<Exec, Real>(device, measured, placement, order, sampling)),
        model(device, scan, modes, static_cast<int>(placement.probe)),
        gradient_pass(device, model),
        trial_pass(device, model),
        estimate(shape("estimate", placement, modes)),
        gradient(shape("gradient", placement, modes)),
        illumination(make_illumination<Exec, Real>(device, static_cast<int>(placement.rows),
                                                   static_cast<int>(placement.cols), model.probe_size())) {}

  /// Gradient, illumination and misfit of a set of frames at the estimate, summed over the devices.
  Misfit evaluate(FrameRange frames, Noise noise, FarFields<Exec, Real>& keep) {
    auto misfit = gradient_pass.run(frames, estimate, noise, gradient, illumination, keep);
    transport.gather(gradient.object);
    transport.gather(illumination.object);
    transport.sum(gradient.probe);
    transport.sum(illumination.probe);
    return summed(misfit);
  }

  /// Adds the gradient of a set of frames to the one that is there, summed over the devices; misfit of those frames.
  Misfit add(FrameRange frames, Noise noise) {
    transport.disown(gradient.object);
    transport.disown(gradient.probe);
    auto const misfit = gradient_pass.add(frames, estimate, noise, gradient);
    transport.gather(gradient.object);
    transport.sum(gradient.probe);
    return summed(misfit);
  }

  /// Illumination of object and probe by all frames at the estimate.
  void illuminate() {
    gradient_pass.illuminate(scan.all(), estimate, illumination);
    transport.gather(illumination.object);
    transport.sum(illumination.probe);
  }

  /// The misfit alone.
  Misfit misfit(Noise noise) { return summed(gradient_pass.misfit(scan.all(), estimate, noise, kept)); }

  /// Illumination of the object at the estimate, [row][col], photons.
  std::vector<double> lit() {
    illuminate();
    std::vector<double> result(illumination.object.size());
    copy_out(device, illumination.object, result.data());
    return result;
  }

  [[nodiscard]] Estimate<Exec, Real> shape(char const* label, Placement const& placement, int modes) const {
    return make_estimate<Exec, Real>(device, label, static_cast<int>(placement.rows), static_cast<int>(placement.cols),
                                     modes, static_cast<int>(placement.probe));
  }

  DeviceContext<Exec> const& device;
  Transport<Exec, Real>& transport;
  DeviceScan<Exec, Real> scan;
  ForwardModel<Exec, Real> model;
  GradientPass<Exec, Real> gradient_pass;
  TrialPass<Exec, Real> trial_pass;
  Estimate<Exec, Real> estimate;
  Estimate<Exec, Real> gradient;
  Illumination<Exec, Real> illumination;
  FarFields<Exec, Real> kept;  ///< what the memory strategy carries between passes

 private:
  Misfit summed(Misfit part) {
    double values[] = {part.objective, part.squares, part.magnitudes};
    transport.sum(values);
    return {values[0], values[1], values[2]};
  }
};

}  // namespace ptyger
