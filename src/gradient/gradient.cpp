#include "gradient/gradient.hpp"

#include "device/instantiate.hpp"
#include "gradient/back_projection.hpp"
#include "gradient/residual.hpp"

namespace ptyger {

template <class Exec, class Real>
Misfit GradientPass<Exec, Real>::run(FrameRange frames, Estimate<Exec, Real> const& estimate, Noise noise,
                                     Estimate<Exec, Real> const& gradient, Illumination<Exec, Real> const& illumination,
                                     FarFields<Exec, Real>& kept) {
  StageClock::Scope const clock(device_.clock, "gradient");
  auto const& exec = device_.exec;
  Kokkos::deep_copy(exec, gradient.object, Complex<Real>(0));
  Kokkos::deep_copy(exec, gradient.probe, Complex<Real>(0));
  Kokkos::deep_copy(exec, illumination.probe, Real(0));
  begin(estimate, illumination);
  int const chunks = model_.for_each_chunk(frames, [&](FrameRange chunk, int number) {
    auto const patch = model_.patches(estimate.object, chunk, Slot::estimate);
    auto const probe = model_.probe(chunk, Slot::estimate);
    auto const far = far_field(chunk, patch, probe, kept);
    weigh(chunk, number, noise, far, model_.waves(0));
    model_.to_exit_waves(model_.waves(0), chunk);
    project_back(chunk, patch, probe, gradient, illumination);
  });
  if (model_.scan().sampling == Sampling::fourier) model_.finish_unshifted(gradient.probe);
  return finish(chunks, kept);
}

template <class Exec, class Real>
void GradientPass<Exec, Real>::illuminate(FrameRange frames, Estimate<Exec, Real> const& estimate,
                                          Illumination<Exec, Real> const& illumination) {
  begin(estimate, illumination);
  model_.for_each_chunk(
      frames, [&](FrameRange chunk, int) { add_light(chunk, model_.probe(chunk, Slot::estimate), illumination); });
}

/// Announces the probe and clears the object's illumination.
template <class Exec, class Real>
void GradientPass<Exec, Real>::begin(Estimate<Exec, Real> const& estimate,
                                     Illumination<Exec, Real> const& illumination) {
  auto const p = model_.probe_size();
  Kokkos::deep_copy(device_.exec, illumination.object, Real(0));
  model_.set_probe(estimate.probe, Slot::estimate);
  for_each_strip(
      device_.exec, "probe power", Extent{1, p, p},
      ProbePower<Real>{{estimate.probe.data(), 0, p}, model_.modes(), {illumination.power.data(), p, 0, nullptr, {}}});
}

template <class Exec, class Real>
Misfit GradientPass<Exec, Real>::misfit(FrameRange frames, Estimate<Exec, Real> const& estimate, Noise noise,
                                        FarFields<Exec, Real>& kept) {
  StageClock::Scope const clock(device_.clock, "misfit");
  model_.set_probe(estimate.probe, Slot::estimate);
  int const chunks = model_.for_each_chunk(frames, [&](FrameRange chunk, int number) {
    auto const patch = model_.patches(estimate.object, chunk, Slot::estimate);
    auto const far = far_field(chunk, patch, model_.probe(chunk, Slot::estimate), kept);
    weigh(chunk, number, noise, far, model_.waves(0));
  });
  return finish(chunks, kept);
}

template <class Exec, class Real>
Misfit GradientPass<Exec, Real>::finish(int chunks, FarFields<Exec, Real>& kept) const {
  kept.current = kept.carried();
  kept.advance_a = kept.advance_b = 0;
  auto const sums = model_.total(chunks);
  return {sums[0], sums[1], sums[2]};
}

/// The far field of a chunk: the carried one after its pending step, or made from probe and patches.
template <class Exec, class Real>
WaveRows<Real> GradientPass<Exec, Real>::far_field(FrameRange chunk, ImageRows<Complex<Real> const> patch,
                                                   ProbeRows<Real> probe, FarFields<Exec, Real> const& kept) {
  auto const detector = model_.scan().detector;
  auto const waves = kept.carried() ? model_.wave_rows(kept.at(kept.field, model_, chunk)) : model_.waves(0);
  if (kept.current) {
    auto const a = model_.wave_rows(kept.at(kept.a, model_, chunk));
    auto const b = model_.wave_rows(kept.joint ? kept.at(kept.b, model_, chunk) : nullptr);
    if (kept.advance_a != 0)
      for_each_strip(
          device_.exec, "advance far fields", Extent{chunk.count, model_.modes() * detector, detector},
          AdvanceFarFields<Real>{waves, a, b, static_cast<Real>(kept.advance_a), static_cast<Real>(kept.advance_b)});
    return waves;
  }
  for_each_strip(device_.exec, "form exit waves", Extent{chunk.count, detector, detector},
                 FormExitWaves<Real>{probe, patch, waves, model_.unitary()});
  model_.to_far_field(waves, chunk);
  return waves;
}

template <class Exec, class Real>
void GradientPass<Exec, Real>::weigh(FrameRange chunk, int number, Noise noise, WaveRows<Real> far,
                                     WaveRows<Real> residual) {
  auto const& scan = model_.scan();
  Sums<4>* const target = model_.chunk_sums().data() + number;
  auto const launch = [&]<class Model>(Model model) {
    std::visit(
        [&]<class Stack>(Stack const& counts) {
          using Kernel = WeighResiduals<Exec, Real, typename Stack::non_const_value_type, Model>;
          sum_strips(device_.exec, "weigh residuals", Extent{chunk.count, scan.detector, scan.detector},
                     Kernel{counts, scan.frame_of, scan.measured.data(), chunk, far, residual, model_.unitary(), model},
                     target);
        },
        scan.counts);
  };
  if (noise == Noise::gaussian)
    launch(GaussianNoise<Real>{});
  else
    launch(PoissonNoise<Real>{});
}

template <class Exec, class Real>
void GradientPass<Exec, Real>::project_back(FrameRange chunk, ImageRows<Complex<Real> const> patch,
                                            ProbeRows<Real> probe, Estimate<Exec, Real> const& gradient,
                                            Illumination<Exec, Real> const& illumination) {
  auto const waves = model_.waves(0);
  auto const products = model_.products();
  auto const p = model_.probe_size();
  Extent const image{1, p, p};
  auto const object = model_.template cut<Complex<Real>>(gradient.object, chunk);
  auto const light = model_.template cut<Real>(illumination.object, chunk);
  switch (model_.scan().sampling) {
    case Sampling::nearest:
      for_each_strip(device_.exec, "back-project", image,
                     BackProject<Exec, Real, true>{probe, patch, waves, object, light, illumination.power.data(),
                                                   gradient.probe.data(), illumination.probe.data(), chunk.count});
      break;
    case Sampling::bilinear:
      for_each_strip(device_.exec, "back-project", image,
                     BackProject<Exec, Real, false>{probe,
                                                    patch,
                                                    waves,
                                                    products,
                                                    {},
                                                    nullptr,
                                                    gradient.probe.data(),
                                                    illumination.probe.data(),
                                                    chunk.count});
      model_.scatter(ImageRows<Complex<Real> const>{products.base, products.stride, products.item_size, nullptr, chunk},
                     gradient.object, chunk);
      add_light(chunk, probe, illumination);
      break;
    case Sampling::fourier:
      for_each_strip(device_.exec, "back-project to object", Extent{chunk.count, p, p},
                     BackProjectToObject<Exec, Real>{probe, waves, object});
      add_light(chunk, probe, illumination);
      for_each_strip(device_.exec, "back-project to probe", Extent{model_.modes(), p, p},
                     BackProjectToShiftedProbes<Real>{patch, waves, model_.shifted_probes(), illumination.probe.data(),
                                                      chunk.count, p});
      model_.add_unshifted(chunk);
      break;
  }
}

/// Adds the light of every frame of a chunk to the object's illumination.
template <class Exec, class Real>
void GradientPass<Exec, Real>::add_light(FrameRange chunk, ProbeRows<Real> probe,
                                         Illumination<Exec, Real> const& illumination) {
  auto const p = model_.probe_size();
  ImageRows<Real> power{illumination.power.data(), p, 0, nullptr, chunk};
  if (model_.scan().sampling == Sampling::fourier) {
    power = model_.powers();
    for_each_strip(device_.exec, "probe power", Extent{chunk.count, p, p},
                   ProbePower<Real>{probe, model_.modes(), power});
  }
  model_.scatter(ImageRows<Real const>{power.base, power.stride, power.item_size, nullptr, chunk}, illumination.object,
                 chunk);
}

#define PTYGER_INSTANTIATE(Exec, Real) template class GradientPass<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger
