#include <algorithm>

#include "device/instantiate.hpp"
#include "model/direction_sequences.hpp"
#include "solver/checkpoints.hpp"
#include "solver/reconstruction.hpp"
#include "update/apply_step.hpp"

namespace ptyger::solver {
namespace {

constexpr int object_only_iterations = 2;  // without a start the probe rests until the object has some contrast
constexpr int most_halvings = 6;           // of a step that raises the objective

// Bits of the number that device 0 broadcasts after an iteration.
constexpr int stop_bit = 1;
constexpr int checkpoint_bit = 2;

}  // namespace

/// The loop. x: object and probe together, or one of them with alternating steps; f = F(p S psi): the far field.
/// Memory traffic for each frame pixel and mode: `recompute` reads the counts twice; `carried` reads f, a, b and writes
/// f (32 bytes), then reads f and writes a, b (24 bytes); `coefficients` writes 20 bytes for all modes together.
/// Messages between devices: src/comm/README.md, "One iteration".
template <class Exec, class Real>
void Reconstruction<Exec, Real>::iterate() {
  int const iterations_done = options_.resume ? options_.resume->iteration : 0;
  if (has_ended(iterations_done, iterations_done > 0 && options_.resume->stuck)) return take_best();
  bool const refines_first = iterations_done > 0 && refinement_.due(iterations_done);
  // L(x), g = dL/d conj(x), illumination
  evaluate(refines_first);
  if (iterations_done > 0) work_.model.transforms().set_passes_to_estimate(options_.resume->history.back().transforms);
  if (refines_first) refine_frames(iterations_done);
  for (int iteration = iterations_done + 1;; ++iteration) {
    bool const probe_waits = !started_ && iteration <= object_only_iterations;
    Step first_step;
    bool stuck = true;  // until a sequence makes a step
    for (Sequence& sequence : sequences_) {
      model::Moves const moves{sequence.moves.object, sequence.moves.probe && !probe_waits};
      if (!moves.object && !moves.probe) continue;
      // The gradient is not used at the end of a run, and a refinement changes it.
      bool const misfit_only =
          (iteration == options_.iterations || refinement_.due(iteration)) && &sequence == &sequences_.back();
      // z = C g;  d <- -z + beta d;  gamma = argmin L(|f + gamma a + gamma^2 b|^2);  x <- x + gamma d
      Step const step = advance(sequence, moves, misfit_only);
      stuck = stuck && step.stuck;
      if (&sequence == &sequences_.front()) first_step = step;
    }
    bool const save_now = record({.phase = Phase::cg,
                                  .iteration = iteration,
                                  .transforms = work_.model.transforms().passes_to_estimate(),
                                  .step = first_step.length,
                                  .beta = first_step.beta,
                                  .restart = first_step.restart && iteration > 1},
                                 misfit_);
    keep_best();
    if (save_now) save(iteration, stuck);
    if (has_ended(iteration, stuck)) break;
    if (refinement_.due(iteration)) refine_frames(iteration);
  }
  take_best();
}

/// Keeps a copy of the estimate with the least misfit of the held-out pixels; every device has the same records.
template <class Exec, class Real>
void Reconstruction<Exec, Real>::keep_best() {
  if (!history_.is_best()) return;
  if (!best_) best_ = model::make_estimate(work_.device, "best estimate", work_.estimate);
  Kokkos::deep_copy(work_.device.exec, best_->object, work_.estimate.object);
  Kokkos::deep_copy(work_.device.exec, best_->probe, work_.estimate.probe);
  best_corrections_ = refinement_.corrections();
}

/// Restores the estimate with the least misfit of the held-out pixels if that misfit has risen since.
template <class Exec, class Real>
void Reconstruction<Exec, Real>::take_best() {
  if (history_.interrupted() || !best_ || !history_.overfits()) return;
  Kokkos::deep_copy(work_.device.exec, work_.estimate.object, best_->object);
  Kokkos::deep_copy(work_.device.exec, work_.estimate.probe, best_->probe);
  refinement_.resume(best_corrections_);
  history_.keep_best_iteration();
  work_.cached.current = false;
  evaluate(true);
}

/// Whether the run ends after an iteration. stuck: no sequence made a step in it.
template <class Exec, class Real>
bool Reconstruction<Exec, Real>::has_ended(int iteration, bool stuck) {
  if (stuck) history_.stop("no step lowers the objective any more");
  return stuck || history_.ends(iteration, options_.iterations);
}

/// Moves the estimate x along the next direction of `sequence`. The gradient at x is known before the call, the
/// gradient at the new x after it; with misfit_only, for the last step of a run, only the misfit at the new x.
template <class Exec, class Real>
typename Reconstruction<Exec, Real>::Step Reconstruction<Exec, Real>::advance(Sequence& sequence, model::Moves moves,
                                                                              bool misfit_only) {
  // beta by the rule; z = g / (illumination + 0.05 max);  d <- -z + beta d
  sequence.directions.next(work_.gradient, work_.illumination, moves);
  // phi(gamma) = L(A0 + gamma A1 + ... + gamma^4 A4) at a few steps, interpolated
  double const found_length = sequence.search.find(sequence.directions.direction(), moves, misfit_.objective);
  auto const direction = sequence.directions.outcome();  // the search has waited for the device
  model::Misfit const misfit_before = misfit_;
  double length = 0;
  // x <- x + gamma d, then L and g there. A step that raises L is halved, at most six times, and the next d restarts.
  for (double step = found_length; step > 0; step = step > found_length / (1 << most_halvings) ? step / 2 : 0) {
    move(sequence, moves, length, step, misfit_only);
    length = step;
    if (misfit_.objective <= misfit_before.objective) break;
    sequence.directions.forget();
  }
  if (length > 0 && !(misfit_.objective <= misfit_before.objective)) {
    move(sequence, moves, length, 0, misfit_only);
    length = 0;
  }
  if (length == 0) sequence.directions.forget();
  return {length, direction.beta, direction.restart || length != found_length, length == 0 && direction.restart};
}

/// One step of positions, brightness and background with fixed object and probe; a step that raises L is taken back.
template <class Exec, class Real>
void Reconstruction<Exec, Real>::refine_frames(int iteration) {
  double const before = misfit_.objective;
  refinement_.step(iteration);
  if (refinement_.changed_probes())
    for (auto& sequence : sequences_) sequence.directions.forget();
  evaluate(false);
  if (misfit_.objective <= before) return;
  refinement_.take_back();
  evaluate(false);
}

/// Moves the estimate from one step length to another along the direction of a sequence, and evaluates it there.
template <class Exec, class Real>
void Reconstruction<Exec, Real>::move(Sequence& sequence, model::Moves moves, double from, double to,
                                      bool misfit_only) {
  {
    core::StageClock::Scope const clock(work_.device.clock, "update");
    update::apply_step(work_.device, work_.estimate, sequence.directions.direction(), moves, to - from);
    work_.cached.move(from, to);
  }
  evaluate(misfit_only);
}

/// Computes the misfit at the estimate and, unless `misfit_only`, the gradient and the illumination.
template <class Exec, class Real>
void Reconstruction<Exec, Real>::evaluate(bool misfit_only) {
  work_.model.transforms().begin_evaluation();
  misfit_ = misfit_only ? work_.misfit(options_.noise) : work_.evaluate(work_.scan.all(), options_.noise, work_.cached);
  work_.model.transforms().end_evaluation();
  evaluated_ = true;
}

/// Device 0 asks its observer whether to stop and whether a checkpoint is due, and broadcasts both in one number.
/// Returns whether a checkpoint is due.
template <class Exec, class Real>
bool Reconstruction<Exec, Real>::record(HistoryRecord const& record, model::Misfit const& misfit) {
  history_.add(record, misfit);
  bool const save_now = record.phase == Phase::cg && history_.checkpoint_due();
  core::StageClock::Scope const clock(work_.device.clock, "exchange");
  auto const message = static_cast<int>(
      work_.transport.broadcast((history_.interrupted() ? stop_bit : 0) + (save_now ? checkpoint_bit : 0)));
  if ((message & stop_bit) != 0) history_.interrupt();
  return (message & checkpoint_bit) != 0;
}

template <class Exec, class Real>
typename Reconstruction<Exec, Real>::Sequence Reconstruction<Exec, Real>::make_sequence(model::Moves moves) {
  return {moves,
          {work_.device, work_.transport, options_.rule, work_.estimate, work_.probe_subspace},
          {work_, options_.noise, options_.rule}};
}

template <class Exec, class Real>
Reconstruction<Exec, Real>::Reconstruction(Workspace<Exec, Real>& workspace, History& history, Options const& options,
                                           Sharing<Exec, Real> sharing)
    : work_(workspace),
      history_(history),
      options_(options),
      sharing_(sharing),
      refinement_(workspace, options, sharing.placement, sharing.tiles),
      started_(!options.initial_object.values.empty()) {
  model::DirectionSequences const sequences(options.scheme, options.recover_probe);
  for (auto const moves : sequences.moves()) sequences_.push_back(make_sequence(moves));
}

#define PTYGER_INSTANTIATE(Exec, Real)                                                                  \
  template Reconstruction<Exec, Real>::Reconstruction(Workspace<Exec, Real>&, History&, Options const&, \
                                                      Sharing<Exec, Real>);                             \
  template void Reconstruction<Exec, Real>::iterate();                                                  \
  template bool Reconstruction<Exec, Real>::record(HistoryRecord const&, model::Misfit const&);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)
#undef PTYGER_INSTANTIATE

}  // namespace ptyger::solver
