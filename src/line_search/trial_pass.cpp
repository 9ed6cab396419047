#include "line_search/trial_pass.hpp"

#include "device/instantiate.hpp"

namespace ptyger::line_search {

template <class Exec, class Real>
TrialValues TrialPass<Exec, Real>::run(model::FrameRange tried, model::Estimate<Exec, Real> const& estimate,
                                       model::Estimate<Exec, Real> const& direction, model::Moves moves, Noise noise,
                                       TrialSteps const& steps, model::FarFields<Exec, Real>& cached) {
  core::StageClock::Scope const clock(device_.clock, "line search");
  model_.set_estimate(estimate);
  model_.set_direction(direction, moves);
  cached.joint = moves.joint();
  bool const fills_cache = cached.carried() || cached.coefficients.size() > 0;
  model_.sums().clear(device_);
  model_.for_each_measured_chunk(
      fills_cache ? model_.scan().all() : tried, [&](model::FrameRange chunk, model::AnyFrameRows const& counts) {
        auto const x = model_.at(chunk);
        auto f = model_.waves(0);
        auto a = model_.waves(1);
        auto b = moves.joint() ? model_.waves(2) : model_.wave_rows(nullptr);
        if (cached.carried()) {
          f = cached.rows(cached.field, model_, chunk);
          a = cached.rows(cached.a, model_, chunk);
          if (moves.joint()) b = cached.rows(cached.b, model_, chunk);
          model_.tangent(x, a, b);
        } else {
          model_.apply_with_tangent(x, f, a, b);
        }
        auto* coefficients = intensity_coefficients(chunk, cached);
        auto const* const response = model_.response();
        if (response != nullptr) coefficients = response->coefficients(chunk, f, a, b, coefficients);
        sum(chunk, counts, {tried, noise, steps}, {f, a, b}, coefficients, response != nullptr);
      });
  return total();
}

template <class Exec, class Real>
TrialValues TrialPass<Exec, Real>::from_coefficients(model::FrameRange tried, Noise noise, TrialSteps const& steps,
                                                     model::FarFields<Exec, Real> const& cached) {
  core::StageClock::Scope const clock(device_.clock, "line search");
  model_.sums().clear(device_);
  model_.for_each_measured_chunk(model_.scan().all(), [&](model::FrameRange chunk, model::AnyFrameRows const& counts) {
    sum(chunk, counts, {tried, noise, steps}, {}, intensity_coefficients(chunk, cached), true);
  });
  return total();
}

/// Cached coefficients of a chunk, [frame][5][D][D]; null: none are cached.
template <class Exec, class Real>
Real* TrialPass<Exec, Real>::intensity_coefficients(model::FrameRange chunk,
                                                    model::FarFields<Exec, Real> const& cached) const {
  auto const per_frame = std::int64_t{5} * model_.scan().detector * model_.scan().detector;
  return cached.coefficients.size() > 0 ? cached.coefficients.data() + chunk.first * per_frame : nullptr;
}

/// Adds the objective of a chunk at the trial steps to the sums of the model. use_cached: from cached coefficients
/// instead of `waves`, the far fields f, a and b.
template <class Exec, class Real>
void TrialPass<Exec, Real>::sum(model::FrameRange chunk, model::AnyFrameRows const& counts, Trials const& trials,
                                std::array<model::WaveRows<Real>, 3> waves, Real* coefficients, bool use_cached) {
  auto const& scan = model_.scan();
  device::Extent const detector{chunk.count, scan.detector, scan.detector};
  Kokkos::Array<Real, trial_steps> lengths{};
  for (std::size_t k = 0; k < trial_steps; ++k) lengths[k] = static_cast<Real>(trials.steps[k]);
  model::with_noise_and_counts(
      trials.noise, scan, counts, [&]<class Model, class Count>(Model model, model::FrameRows<Count> const& rows) {
        TrialObjective<Exec, Real, Count, Model> const objective{
            rows, scan.pixels(), scan.background.data(), chunk, trials.tried, lengths, model};
        if (use_cached)
          model_.sums().add(device_.exec, "sum cached trials", detector,
                            SumCachedTrials<Exec, Real, Count, Model>{objective, coefficients});
        else
          model_.sums().add(device_.exec, "sum trials", detector,
                            SumTrials<Exec, Real, Count, Model>{objective, waves[0], waves[1], waves[2], coefficients});
      });
}

template <class Exec, class Real>
TrialValues TrialPass<Exec, Real>::total() const {
  auto const sums = model_.sums().total(device_);
  TrialValues values{};
  for (std::size_t k = 0; k < trial_steps; ++k) values[k] = sums[k];
  return values;
}

#define PTYGER_INSTANTIATE(Exec, Real) template class TrialPass<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::line_search
