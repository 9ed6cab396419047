#include "gradient/gradient.hpp"

#include "device/instantiate.hpp"
#include "gradient/advance_far_fields.hpp"
#include "gradient/weigh_residuals.hpp"

namespace ptyger::gradient {

template <class Exec, class Real>
void GradientPass<Exec, Real>::start(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate, Noise noise,
                                     model::Estimate<Exec, Real> const& gradient,
                                     model::Illumination<Exec, Real> const& illumination,
                                     model::FarFields<Exec, Real>& cached) {
  model::clear(device_, gradient);
  model_.set_estimate(estimate);
  model_.begin_illumination(illumination);
  pass(frames, noise, gradient, &illumination, cached);
}

template <class Exec, class Real>
model::Misfit GradientPass<Exec, Real>::add(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate,
                                            Noise noise, model::Estimate<Exec, Real> const& gradient) {
  model::FarFields<Exec, Real> nothing_cached;
  model_.set_estimate(estimate);
  pass(frames, noise, gradient, nullptr, nothing_cached);
  return wait_for_misfit();
}

/// The pass behind start() and add(). illumination null: it is not computed.
template <class Exec, class Real>
void GradientPass<Exec, Real>::pass(model::FrameRange frames, Noise noise, model::Estimate<Exec, Real> const& gradient,
                                    model::Illumination<Exec, Real> const* illumination,
                                    model::FarFields<Exec, Real>& cached) {
  core::StageClock::Scope const clock(device_.clock, "gradient");
  model_.sums().clear(device_);
  model_.for_each_measured_chunk(frames, [&](model::FrameRange chunk, model::AnyFrameRows const& counts) {
    auto const x = model_.at(chunk);
    auto const residuals = model_.waves(0);
    weigh_residuals(device_, model_, chunk, counts, noise, far_field(x, cached), residuals);
    model_.adjoint(x, residuals, gradient, illumination);
  });
  model_.finish_adjoint(gradient);
  if (illumination != nullptr) model_.finish_illumination(*illumination);
  finish(cached);
}

template <class Exec, class Real>
model::Misfit GradientPass<Exec, Real>::misfit(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate,
                                               Noise noise, model::FarFields<Exec, Real>& cached) {
  core::StageClock::Scope const clock(device_.clock, "misfit");
  model_.set_estimate(estimate);
  model_.sums().clear(device_);
  model_.for_each_measured_chunk(frames, [&](model::FrameRange chunk, model::AnyFrameRows const& counts) {
    auto const far = far_field(model_.at(chunk), cached);
    weigh_residuals(device_, model_, chunk, counts, noise, far, model_.waves(0));
  });
  finish(cached);
  return wait_for_misfit();
}

template <class Exec, class Real>
void GradientPass<Exec, Real>::illuminate(model::FrameRange frames, model::Estimate<Exec, Real> const& estimate,
                                          model::Illumination<Exec, Real> const& illumination) {
  core::StageClock::Scope const clock(device_.clock, "illumination");
  model_.set_estimate(estimate);
  model_.begin_illumination(illumination);
  model_.for_each_chunk(frames, [&](model::FrameRange chunk) { model_.illuminate(model_.at(chunk), illumination); });
  model_.finish_illumination(illumination);
}

/// Marks cached far fields as up to date; sums up the misfit of the pass.
template <class Exec, class Real>
void GradientPass<Exec, Real>::finish(model::FarFields<Exec, Real>& cached) const {
  cached.current = cached.carried();
  cached.advance_a = cached.advance_b = 0;
  model_.sums().start_total(device_);
}

template <class Exec, class Real>
model::Misfit GradientPass<Exec, Real>::started_misfit() const {
  device::check_launches(device_.exec);
  auto const sums = model_.sums().started_total();
  return {sums[0], sums[1], sums[2], sums[3]};
}

template <class Exec, class Real>
model::Misfit GradientPass<Exec, Real>::wait_for_misfit() const {
  device_.exec.fence();
  return started_misfit();
}

/// Far fields of a chunk: cached far fields after their pending step, or the forward model applied to the estimate.
template <class Exec, class Real>
model::WaveRows<Real> GradientPass<Exec, Real>::far_field(model::ChunkEstimate<Real> const& x,
                                                          model::FarFields<Exec, Real> const& cached) {
  auto const f = cached.carried() ? cached.rows(cached.field, model_, x.chunk) : model_.waves(0);
  if (!cached.current) {
    model_.apply(x, f);
    return f;
  }
  auto const a = cached.rows(cached.a, model_, x.chunk);
  auto const b = cached.joint ? cached.rows(cached.b, model_, x.chunk) : model_.wave_rows(nullptr);
  auto const detector = model_.scan().detector;
  if (cached.advance_a != 0)
    device::for_each_strip(
        device_.exec, "advance far fields", device::Extent{x.chunk.count, model_.modes() * detector, detector},
        AdvanceFarFields<Real>{f, a, b, static_cast<Real>(cached.advance_a), static_cast<Real>(cached.advance_b)});
  return f;
}

#define PTYGER_INSTANTIATE(Exec, Real) template class GradientPass<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::gradient
