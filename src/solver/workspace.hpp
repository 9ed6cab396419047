#pragma once

#include <array>
#include <tuple>
#include <utility>

#include "comm/transport.hpp"
#include "device/largest.hpp"
#include "direction/empty_regions.hpp"
#include "direction/probe_subspace.hpp"
#include "gradient/gradient.hpp"
#include "line_search/trial_pass.hpp"
#include "model/frame_subsets.hpp"
#include "update/smoothness.hpp"
#include "update/unit_amplitude.hpp"

namespace ptyger::solver {

/// The state of a reconstruction on one device: frames, forward model, stages, estimate, gradient. Its functions
/// compute values from the frames of the device and exchange them, so that they become values of all frames
/// (src/comm/README.md, "One iteration").
template <class Exec, class Real>
struct Workspace {
  Workspace(DeviceContext<Exec> const& device_context, comm::Transport<Exec, Real>& devices, Scan const& measured,
            model::Placement const& placement, model::Tile const& tile, Sampling sampling, model::FrameStorage storage)
      : device(device_context),
        transport(devices),
        scan(model::make_device_scan<Exec, Real>(device, measured, placement, tile, sampling, storage)),
        model(device, scan, static_cast<int>(placement.probe)),
        gradient_pass(device, model),
        trial_pass(device, model),
        estimate(make_vector("estimate", tile.subdomain.local)),
        gradient(make_vector("gradient", tile.subdomain.local)),
        illumination(model::make_illumination<Exec, Real>(device, tile.subdomain.local.rows, tile.subdomain.local.cols,
                                                          model.probe_size())),
        peaks(make_view<Array1<Exec, device::Maxima<Real>>>(device, "largest values", 1)),
        probe_sums(device, gradient, illumination),
        smoothness(device),
        unit_amplitude(device),
        probe_subspace(device),
        empty_regions(device) {}

  /// Computes gradient, illumination and misfit of a set of frames at the estimate.
  model::Misfit evaluate(model::FrameRange frames, Noise noise, model::FarFields<Exec, Real>& cache) {
    gradient_pass.start(frames, estimate, noise, gradient, illumination, cache);
    if (transport.has_peers()) {  // so that the exchange neither times nor reports the kernels of the gradient
      core::StageClock::Scope const clock(device.clock, "gradient");
      device.exec.fence();
      device::check_launches(device.exec);
    }
    double const added_objective = add_penalty_gradients();
    reduce_to_owners(probe_sums.all);
    {
      core::StageClock::Scope const clock(device.clock, "gradient");
      std::tie(illumination.peak, illumination.probe_peak) =
          largest(illumination.object, scan.owned, illumination.probe);
    }
    auto part = gradient_pass.started_misfit();
    part.objective += added_objective;
    return total(part, {&illumination.peak, 1});
  }

  /// Adds this device's part of the gradients of all penalties of the object, and sets their curvature. Returns this
  /// device's part of their values.
  double add_penalty_gradients() {
    double value = 0;
    double curvature = 0;
    if (smoothness.active()) {
      auto const added = smoothness.add_gradient(estimate, gradient);
      value += added.value;
      curvature += added.curvature;
    }
    if (unit_amplitude.active()) {
      value += unit_amplitude.add_gradient(estimate, gradient);
      curvature += unit_amplitude.curvature();
    }
    illumination.smoothness_curvature = curvature;
    return value;
  }

  /// Adds this device's part of all penalties along a direction to the objective at some step lengths, times `share`.
  template <class Values, class Steps>
  void add_penalties(Values& values, model::Estimate<Exec, Real> const& direction, model::Moves moves,
                     Steps const& steps, double share) const {
    auto const add = [&](std::array<double, 5> const& coefficients) {
      for (std::size_t k = 0; k < steps.size(); ++k) {
        double power = share;
        for (double const factor : coefficients) {
          values[k] += power * factor;
          power *= steps[k];
        }
      }
    };
    if (smoothness.active()) add(smoothness.along(estimate, direction, moves));
    if (unit_amplitude.active()) add(unit_amplitude.along(estimate, direction, moves));
  }

  /// The largest values in a box of one array of non-negative numbers, and in another array; waits for the device.
  [[nodiscard]] std::pair<double, double> largest(Array2<Exec, Real> const& a, core::Box const& box,
                                                  Array2<Exec, Real> const& b) const {
    device::find_largest(device, a, box, b, peaks);
    device.exec.fence();
    return {static_cast<double>(peaks.host()->value[0]), static_cast<double>(peaks.host()->value[1])};
  }

  /// Adds the gradient of a set of frames to the gradient of the workspace. Returns the misfit of the frames of this
  /// device alone.
  model::Misfit add(model::FrameRange frames, Noise noise) {
    auto const part = gradient_pass.add(frames, estimate, noise, gradient);
    reduce_to_owners(probe_sums.gradient);
    return part;
  }

  /// Sums the gradient of the object, and `vector`, a part of probe_sums, over the devices, and projects both gradients
  /// onto what the constraints allow.
  void reduce_to_owners(Array1<Exec, Real> const& vector) {
    {
      core::StageClock::Scope const clock(device.clock, "exchange");
      transport.reduce_to_owners(gradient.object, vector);
    }
    if (probe_subspace.active()) probe_subspace.project(gradient.probe);
    if (empty_regions.active()) empty_regions.fill(gradient.object, 0);
  }

  /// Computes the illumination of object and probe by all frames at the estimate.
  void illuminate() {
    gradient_pass.illuminate(scan.all(), estimate, illumination);
    core::StageClock::Scope const clock(device.clock, "exchange");
    transport.sum(probe_sums.illumination);
  }

  /// Misfit of all frames at the estimate.
  model::Misfit misfit(Noise noise) {
    auto part = gradient_pass.misfit(scan.all(), estimate, noise, cached);
    if (smoothness.active()) part.objective += smoothness.value(estimate);
    if (unit_amplitude.active()) part.objective += unit_amplitude.value(estimate);
    return total(part);
  }

  /// Sums and maxima over the devices in one reduction, which also counts the transforms made so far.
  model::Misfit total(model::Misfit part, std::span<double> maxima = {}) {
    std::array<double, 4> sums{part.objective, part.squares, part.magnitudes, part.held_out};
    total(sums, maxima);
    return {sums[0], sums[1], sums[2], sums[3]};
  }
  template <std::size_t K>
  void total(std::array<double, K>& sums, std::span<double> maxima = {}) {
    std::array<double, K + model::TransformCount::reduced_values> values;
    std::copy(sums.begin(), sums.end(), values.begin());
    values.back() = model.transforms().contribution();
    {
      core::StageClock::Scope const clock(device.clock, "exchange");
      transport.reduce(values, maxima);
    }
    std::copy_n(values.begin(), K, sums.begin());
    model.transforms().set_total(values.back());
  }

  /// Counts the transforms that all devices have made so far. Collective.
  void count_transforms() {
    std::array<double, 0> nothing;
    total(nothing);
  }

  /// A new vector of object and probe. local: box of its object.
  [[nodiscard]] model::Estimate<Exec, Real> make_vector(char const* label, core::Box const& local) const {
    auto result = model::make_estimate<Exec, Real>(device, label, local.rows, local.cols,
                                                   model.modes() + model.variation(), model.probe_size());
    result.updated = scan.updated;
    result.owned = scan.owned;
    return result;
  }

  /// Storage of the gradient and the illumination of the probe, one behind the other, so that one exchange sums both.
  struct ProbeSums {
    /// Makes the probe of the gradient and of the illumination views of this storage.
    ProbeSums(DeviceContext<Exec> const& device, model::Estimate<Exec, Real>& vector,
              model::Illumination<Exec, Real>& illuminations) {
      auto const probe = vector.probe;
      all = make_zeros<Array1<Exec, Real>>(device, "sums of the probe", 2 * probe.size() + illuminations.probe.size());
      gradient = Array1<Exec, Real>(all.data(), 2 * probe.size());
      illumination = Array1<Exec, Real>(all.data() + gradient.size(), illuminations.probe.size());
      vector.probe = Array3<Exec, Complex<Real>>(reinterpret_cast<Complex<Real>*>(all.data()), probe.extent(0),
                                                 probe.extent(1), probe.extent(2));
      illuminations.probe = Array2<Exec, Real>(illumination.data(), probe.extent(1), probe.extent(2));
    }
    Array1<Exec, Real> all;           ///< gradient, then illumination
    Array1<Exec, Real> gradient;      ///< [mode][P][P], a complex number as two reals
    Array1<Exec, Real> illumination;  ///< [P][P]
  };

  DeviceContext<Exec> const& device;
  comm::Transport<Exec, Real>& transport;
  model::DeviceScan<Exec, Real> scan;
  model::ForwardModel<Exec, Real> model;
  gradient::GradientPass<Exec, Real> gradient_pass;
  line_search::TrialPass<Exec, Real> trial_pass;
  model::Estimate<Exec, Real> estimate;
  model::Estimate<Exec, Real> gradient;
  model::Illumination<Exec, Real> illumination;
  device::Mirrored<Array1<Exec, device::Maxima<Real>>> peaks;  ///< for largest()
  ProbeSums probe_sums;
  update::Smoothness<Exec, Real> smoothness;            ///< part of the objective of all frames, not of the start
  update::UnitAmplitude<Exec, Real> unit_amplitude;     ///< part of the objective of all frames, not of the start
  direction::ProbeSubspace<Exec, Real> probe_subspace;  ///< probes that the constraints allow
  direction::EmptyRegions<Exec, Real> empty_regions;    ///< where the object stays 1
  model::FarFields<Exec, Real> cached;                  ///< fields that the memory strategy keeps between passes
};

}  // namespace ptyger::solver
