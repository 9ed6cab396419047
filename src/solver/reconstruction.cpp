#include <fmt/format.h>

#include <algorithm>

#include "device/instantiate.hpp"
#include "model/lines.hpp"
#include "solver/checkpoints.hpp"
#include "solver/reconstruction.hpp"
#include "update/apply_step.hpp"

namespace ptyger::solver {
namespace {

constexpr int object_only_iterations = 2;  // without a start the probe rests until the object has some contrast
constexpr int most_halvings = 6;

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
  int const done = options_.resume ? options_.resume->iteration : 0;
  if (has_ended(done, done > 0 && options_.resume->stuck)) return take_best();
  // L(x), g = dL/d conj(x), illumination
  evaluate(false);
  if (done > 0) work_.model.transforms().set_passes_to_estimate(options_.resume->history.back().transforms);
  if (done > 0 && refinement_.due(done)) refine_frames(done);
  for (int iteration = done + 1;; ++iteration) {
    bool const probe_waits = !started_ && iteration <= object_only_iterations;
    Step first;
    bool stuck = true;
    for (Line& line : lines_) {
      model::Moves const moves{line.moves.object, line.moves.probe && !probe_waits};
      if (!moves.object && !moves.probe) continue;
      bool const last = iteration == options_.iterations && &line == &lines_.back();
      // z = C g;  d <- -z + beta d;  gamma = argmin L(|f + gamma a + gamma^2 b|^2);  x <- x + gamma d
      Step const step = advance(line, moves, last);
      stuck = stuck && step.stuck;
      if (&line == &lines_.front()) first = step;
    }
    bool const due = record({.phase = Phase::cg,
                             .iteration = iteration,
                             .transforms = work_.model.transforms().passes_to_estimate(),
                             .step = first.length,
                             .beta = first.beta,
                             .restart = first.restart && iteration > 1},
                            misfit_);
    keep_best();
    if (due) save(iteration, stuck);
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
  history_.stop(fmt::format("{} but risen; these are the images of iteration {}", history_.stop_reason(),
                            history_.best_iteration()));
  work_.cached.current = false;
  evaluate(true);
}

template <class Exec, class Real>
bool Reconstruction<Exec, Real>::has_ended(int iteration, bool stuck) {
  if (stuck) history_.stop("no step lowers the objective any more");
  return stuck || history_.ends(iteration, options_.iterations);
}

/// One step of one line, from the gradient at x to the gradient at the new x.
template <class Exec, class Real>
typename Reconstruction<Exec, Real>::Step Reconstruction<Exec, Real>::advance(Line& line, model::Moves moves,
                                                                              bool last) {
  // beta by the rule; z = g / (illumination + 0.05 max);  d <- -z + beta d
  auto const direction = line.directions.next(work_.gradient, work_.illumination, moves);
  // phi(gamma) = L(A0 + gamma A1 + ... + gamma^4 A4) at a few steps, interpolated
  double const found = line.search.find(line.directions.direction(), moves, misfit_.objective);
  model::Misfit const before = misfit_;
  double made = 0;
  // x <- x + gamma d, then L and g there. A step that raises L is halved, at most six times, and the next d restarts.
  for (double step = found; step > 0; step = step > found / (1 << most_halvings) ? step / 2 : 0) {
    move(line, moves, made, step, last);
    made = step;
    if (misfit_.objective <= before.objective) break;
    line.directions.forget();
  }
  if (made > 0 && !(misfit_.objective <= before.objective)) {
    move(line, moves, made, 0, last);
    made = 0;
  }
  if (made == 0) line.directions.forget();
  return {made, direction.beta, direction.restart || made != found, made == 0 && direction.restart};
}

/// One step of positions, brightness and background with fixed object and probe; a step that raises L is taken back.
template <class Exec, class Real>
void Reconstruction<Exec, Real>::refine_frames(int iteration) {
  double const before = misfit_.objective;
  refinement_.step(iteration);
  evaluate(false);
  if (misfit_.objective <= before) return;
  refinement_.take_back();
  evaluate(false);
}

/// Moves the estimate from one step length to another along the line, and evaluates it there.
template <class Exec, class Real>
void Reconstruction<Exec, Real>::move(Line& line, model::Moves moves, double from, double to, bool last) {
  {
    core::StageClock::Scope const clock(work_.device.clock, "update");
    update::apply_step(work_.device, work_.estimate, line.directions.direction(), moves, to - from);
    work_.cached.move(from, to);
  }
  evaluate(last);
}

/// Computes the misfit at the estimate and, unless this is the last time, the gradient and the illumination.
template <class Exec, class Real>
void Reconstruction<Exec, Real>::evaluate(bool last) {
  work_.model.transforms().begin_evaluation();
  misfit_ = last ? work_.misfit(options_.noise) : work_.evaluate(work_.scan.all(), options_.noise, work_.cached);
  work_.model.transforms().end_evaluation();
  evaluated_ = true;
}

/// Device 0 asks its observer whether to stop and whether a checkpoint is due, and broadcasts both in one number.
template <class Exec, class Real>
bool Reconstruction<Exec, Real>::record(HistoryRecord const& record, model::Misfit const& misfit) {
  history_.add(record, misfit);
  bool const due = record.phase == Phase::cg && history_.checkpoint_due();
  core::StageClock::Scope const clock(work_.device.clock, "exchange");
  auto const message =
      static_cast<int>(work_.transport.broadcast((history_.interrupted() ? stop_bit : 0) + (due ? checkpoint_bit : 0)));
  if ((message & stop_bit) != 0) history_.interrupt();
  return (message & checkpoint_bit) != 0;
}

template <class Exec, class Real>
typename Reconstruction<Exec, Real>::Line Reconstruction<Exec, Real>::make_line(model::Moves moves) {
  return {
      moves, {work_.device, work_.transport, options_.rule, work_.estimate}, {work_, options_.noise, options_.rule}};
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
  model::Lines const lines(options.scheme, options.recover_probe);
  for (auto const moves : lines.moves()) lines_.push_back(make_line(moves));
}

#define PTYGER_INSTANTIATE(Exec, Real)                                                                  \
  template Reconstruction<Exec, Real>::Reconstruction(Workspace<Exec, Real>&, History&, Options const&, \
                                                      Sharing<Exec, Real>);                             \
  template void Reconstruction<Exec, Real>::iterate();                                                  \
  template bool Reconstruction<Exec, Real>::record(HistoryRecord const&, model::Misfit const&);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)
#undef PTYGER_INSTANTIATE

}  // namespace ptyger::solver
