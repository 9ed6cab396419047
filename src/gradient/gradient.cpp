#include "gradient/gradient.hpp"

#include "device/instantiate.hpp"
#include "gradient/advance_far_fields.hpp"
#include "gradient/back_projection.hpp"
#include "gradient/weigh_residuals.hpp"

namespace ptyger::gradient {

template <class Exec, class Real>
model::Misfit GradientPass<Exec, Real>::run(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate,
                                            Noise noise, model::Estimate<Exec, Real> const& gradient,
                                            model::Illumination<Exec, Real> const& illumination,
                                            model::FarFields<Exec, Real>& cached) {
  model::clear(device_, gradient);
  begin(estimate, illumination);
  return pass(frames, estimate, noise, gradient, &illumination, cached);
}

template <class Exec, class Real>
model::Misfit GradientPass<Exec, Real>::add(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate,
                                            Noise noise, model::Estimate<Exec, Real> const& gradient) {
  model::FarFields<Exec, Real> nothing_kept;
  model_.set_probe(estimate.probe, model::Slot::estimate);
  return pass(frames, estimate, noise, gradient, nullptr, nothing_kept);
}

template <class Exec, class Real>
model::Misfit GradientPass<Exec, Real>::pass(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate,
                                             Noise noise, model::Estimate<Exec, Real> const& gradient,
                                             model::Illumination<Exec, Real> const* illumination,
                                             model::FarFields<Exec, Real>& cached) {
  core::StageClock::Scope const clock(device_.clock, "gradient");
  int const chunks = model_.for_each_measured_chunk(
      frames, [&](model::FrameRange chunk, int number, model::AnyFrameRows const& counts) {
        auto const patch = model_.patches(estimate.object, chunk);
        auto const probe = model_.probe(chunk, model::Slot::estimate);
        auto const far = far_field(chunk, patch, probe, cached);
        weigh_residuals(device_, model_, chunk, number, counts, noise, far, model_.waves(0));
        model_.to_exit_waves(model_.waves(0), chunk);
        project_back(chunk, patch, probe, gradient, illumination != nullptr ? illumination->probe.data() : nullptr);
        if (illumination != nullptr) light_object(chunk, probe, *illumination);
      });
  if (model_.scan().sampling == Sampling::fourier) model_.finish_unshifted(gradient.probe);
  if (illumination != nullptr) light_from(model_.scan().later_neighbours(), *illumination);
  return finish(chunks, cached);
}

template <class Exec, class Real>
void GradientPass<Exec, Real>::illuminate(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate,
                                          model::Illumination<Exec, Real> const& illumination) {
  core::StageClock::Scope const clock(device_.clock, "illumination");
  begin(estimate, illumination);
  model_.for_each_chunk(frames, [&](model::FrameRange chunk, int) {
    light_object(chunk, model_.probe(chunk, model::Slot::estimate), illumination);
    AddObjectPower<Exec, Real> const kernel{model_.patches(estimate.object, chunk), illumination.probe.data(),
                                            chunk.count, model_.probe_size()};
    device::add_strips(device_, "light on the probe", kernel.extent(), kernel);
  });
  light_from(model_.scan().later_neighbours(), illumination);
}

/// Announces the probe and begins the illumination.
template <class Exec, class Real>
void GradientPass<Exec, Real>::begin(model::Estimate<Exec, Real> const& estimate,
                                     model::Illumination<Exec, Real> const& illumination) {
  auto const p = model_.probe_size();
  device::set_zero(device_, illumination.object);
  device::set_zero(device_, illumination.probe);
  model_.set_probe(estimate.probe, model::Slot::estimate);
  device::for_each_strip(
      device_.exec, "probe power", device::Extent{1, p, p},
      ProbePower<Real>{{estimate.probe.data(), 0, p}, model_.modes(), {illumination.power.data(), p, 0, nullptr, {}}});
  light_from(model_.scan().earlier_neighbours(), illumination);
}

template <class Exec, class Real>
model::Misfit GradientPass<Exec, Real>::misfit(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate,
                                               Noise noise, model::FarFields<Exec, Real>& cached) {
  core::StageClock::Scope const clock(device_.clock, "misfit");
  model_.set_probe(estimate.probe, model::Slot::estimate);
  int const chunks = model_.for_each_measured_chunk(
      frames, [&](model::FrameRange chunk, int number, model::AnyFrameRows const& counts) {
        auto const patch = model_.patches(estimate.object, chunk);
        auto const far = far_field(chunk, patch, model_.probe(chunk, model::Slot::estimate), cached);
        weigh_residuals(device_, model_, chunk, number, counts, noise, far, model_.waves(0));
      });
  return finish(chunks, cached);
}

template <class Exec, class Real>
model::Misfit GradientPass<Exec, Real>::finish(int chunks, model::FarFields<Exec, Real>& cached) const {
  cached.current = cached.carried();
  cached.advance_a = cached.advance_b = 0;
  auto const sums = model_.total(chunks);
  return {sums[0], sums[1], sums[2], sums[3]};
}

/// The far field of a chunk: the carried one after its pending step, or made from probe and patches.
template <class Exec, class Real>
model::WaveRows<Real> GradientPass<Exec, Real>::far_field(model::FrameRange chunk, model::PatchRows<Real> patch,
                                                          model::ProbeRows<Real> probe,
                                                          model::FarFields<Exec, Real> const& cached) {
  auto const detector = model_.scan().detector;
  auto const waves = cached.carried() ? model_.wave_rows(cached.at(cached.field, model_, chunk)) : model_.waves(0);
  if (cached.current) {
    auto const a = model_.wave_rows(cached.at(cached.a, model_, chunk));
    auto const b = model_.wave_rows(cached.joint ? cached.at(cached.b, model_, chunk) : nullptr);
    if (cached.advance_a != 0)
      device::for_each_strip(device_.exec, "advance far fields",
                             device::Extent{chunk.count, model_.modes() * detector, detector},
                             AdvanceFarFields<Real>{waves, a, b, static_cast<Real>(cached.advance_a),
                                                    static_cast<Real>(cached.advance_b)});
    return waves;
  }
  device::for_each_strip(device_.exec, "form exit waves", device::Extent{chunk.count, detector, detector},
                         model::FormExitWaves<Exec, Real>{probe, patch, waves, model_.scales()});
  model_.to_far_field(waves, chunk);
  return waves;
}

template <class Exec, class Real>
void GradientPass<Exec, Real>::project_back(model::FrameRange chunk, model::PatchRows<Real> patch,
                                            model::ProbeRows<Real> probe, model::Estimate<Exec, Real> const& gradient,
                                            Real* probe_light) {
  bool const shifted = model_.scan().sampling == Sampling::fourier;
  auto const p = model_.probe_size();
  auto const object = model_.template cut<Complex<Real>>(gradient.object, chunk);
  BackProject<Exec, Real> const kernel{probe,
                                       patch,
                                       model_.waves(0),
                                       object,
                                       shifted ? model_.unshifting() : gradient.probe.data(),
                                       shifted ? std::int64_t{model_.modes()} * p * p : 0,
                                       probe_light,
                                       chunk.count};
  device::add_strips(device_, "back-project", kernel.extent(), kernel);
  if (shifted) model_.add_unshifted(chunk);
}

/// Adds the light of every frame of a chunk to the illumination of the pixels that this device steps.
template <class Exec, class Real>
void GradientPass<Exec, Real>::light_object(model::FrameRange chunk, model::ProbeRows<Real> probe,
                                            model::Illumination<Exec, Real> const& illumination) {
  auto const p = model_.probe_size();
  model::ImageRows<Real> power{illumination.power.data(), p, 0, nullptr, chunk};
  if (model_.scan().sampling == Sampling::fourier) {
    power = model_.powers();
    device::for_each_strip(device_.exec, "probe power", device::Extent{chunk.count, p, p},
                           ProbePower<Real>{probe, model_.modes(), power});
  }
  model_.scatter(model::ImageRows<Real const>{power.base, power.stride, power.item_size, nullptr, chunk},
                 illumination.object, chunk);
}

/// The frames of other devices light the object, too; where they lie is known here, so that no message is needed.
template <class Exec, class Real>
void GradientPass<Exec, Real>::light_from(model::FrameRange neighbours,
                                          model::Illumination<Exec, Real> const& illumination) {
  model_.for_each_chunk(neighbours, [&](model::FrameRange chunk, int) {
    light_object(chunk, model_.probe(chunk, model::Slot::estimate), illumination);
  });
}

#define PTYGER_INSTANTIATE(Exec, Real) template class GradientPass<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::gradient
