#include "line_search/trial_pass.hpp"

#include "device/instantiate.hpp"

namespace ptyger::line_search {

template <class Exec, class Real>
TrialValues TrialPass<Exec, Real>::run(model::FrameRange tried, model::Estimate<Exec, Real> const& estimate,
                                       model::Estimate<Exec, Real> const& direction, model::Moves moves, Noise noise,
                                       TrialSteps const& steps, model::FarFields<Exec, Real>& cached) {
  core::StageClock::Scope const clock(device_.clock, "line search");
  auto const size = model_.scan().detector;
  model_.set_probe(estimate.probe, model::Slot::estimate);
  if (moves.probe) model_.set_probe(direction.probe, model::Slot::direction);
  cached.joint = moves.joint();
  bool const keeps = cached.carried() || cached.coefficients.size() > 0;
  int const chunks = model_.for_each_measured_chunk(
      keeps ? model_.scan().all() : tried, [&](model::FrameRange chunk, int number, model::AnyFrameRows const& counts) {
        device::Extent const detector{chunk.count, size, size};
        auto const patch = model_.patches(estimate.object, chunk);
        auto const probe = model_.probe(chunk, model::Slot::estimate);
        model::PatchRows<Real> const still{};
        auto const patch_direction = moves.object ? model_.patches(direction.object, chunk) : still;
        auto const probe_direction =
            moves.probe ? model_.probe(chunk, model::Slot::direction) : model::ProbeRows<Real>{};
        auto f = model_.waves(0);
        auto a = model_.waves(1);
        auto b = model_.waves(2);
        if (cached.carried()) {
          f = model_.wave_rows(cached.at(cached.field, model_, chunk));
          a = model_.wave_rows(cached.at(cached.a, model_, chunk));
          if (moves.joint()) b = model_.wave_rows(cached.at(cached.b, model_, chunk));
        } else {
          device::for_each_strip(device_.exec, "form exit waves", detector,
                                 model::FormExitWaves<Exec, Real>{probe, patch, f, model_.scales()});
          model_.to_far_field(f, chunk);
        }
        device::for_each_strip(device_.exec, "form direction waves", detector,
                               model::FormDirectionWaves<Exec, Real>{probe, probe_direction, patch, patch_direction, a,
                                                                     b, model_.scales()});
        model_.to_far_field(a, chunk);
        if (moves.joint())
          model_.to_far_field(b, chunk);
        else
          b.base = nullptr;
        auto const per_frame = std::int64_t{5} * size * size;
        Real* coefficients =
            cached.coefficients.size() > 0 ? cached.coefficients.data() + chunk.first * per_frame : nullptr;
        sum(chunk, number, counts, {tried, noise, steps}, {f, a, b}, coefficients, false);
      });
  return total(chunks);
}

template <class Exec, class Real>
TrialValues TrialPass<Exec, Real>::from_coefficients(model::FrameRange tried, Noise noise, TrialSteps const& steps,
                                                     model::FarFields<Exec, Real> const& cached) {
  core::StageClock::Scope const clock(device_.clock, "line search");
  auto const per_frame = std::int64_t{5} * model_.scan().detector * model_.scan().detector;
  int const chunks = model_.for_each_measured_chunk(model_.scan().all(), [&](model::FrameRange chunk, int number,
                                                                             model::AnyFrameRows const& counts) {
    sum(chunk, number, counts, {tried, noise, steps}, {}, cached.coefficients.data() + chunk.first * per_frame, true);
  });
  return total(chunks);
}

template <class Exec, class Real>
void TrialPass<Exec, Real>::sum(model::FrameRange chunk, int number, model::AnyFrameRows const& counts,
                                Question const& question, std::array<model::WaveRows<Real>, 3> waves,
                                Real* coefficients, bool from_kept) {
  auto const& scan = model_.scan();
  device::Extent const detector{chunk.count, scan.detector, scan.detector};
  device::Sums<4>* const target = model_.chunk_sums().data() + number;
  Kokkos::Array<Real, trial_steps> at{};
  for (std::size_t k = 0; k < trial_steps; ++k) at[k] = static_cast<Real>(question.steps[k]);
  model::with_noise_and_counts(
      question.noise, scan, counts, [&]<class Model, class Count>(Model model, model::FrameRows<Count> const& rows) {
        TrialObjective<Exec, Real, Count, Model> const objective{
            rows, scan.pixels(), scan.background.data(), chunk, question.tried, at, model};
        if (from_kept)
          device::sum_strips(device_.exec, "sum kept trials", detector,
                             SumKeptTrials<Exec, Real, Count, Model>{objective, coefficients}, target);
        else
          device::sum_strips(device_.exec, "sum trials", detector,
                             SumTrials<Exec, Real, Count, Model>{objective, waves[0], waves[1], waves[2], coefficients},
                             target);
      });
}

template <class Exec, class Real>
TrialValues TrialPass<Exec, Real>::total(int chunks) const {
  auto const sums = model_.total(chunks);
  TrialValues values{};
  for (std::size_t k = 0; k < trial_steps; ++k) values[k] = sums[k];
  return values;
}

#define PTYGER_INSTANTIATE(Exec, Real) template class TrialPass<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::line_search
