#include "device/instantiate.hpp"
#include "solver/checkpoints.hpp"
#include "solver/reconstruction.hpp"

namespace ptyger::solver {
namespace {

/// Calls visit(vector of a device, the same in a checkpoint) for all of a line.
template <class State, class Line, class Visit>
void for_each_vector(State& state, Line& line, Visit const& visit) {
  visit(state.direction, line.direction);
  visit(state.last_gradient, line.last_gradient);
  visit(state.last_preconditioned, line.last_preconditioned);
}

}  // namespace

/// Every device puts its core of the images; device 0 the rest, and hands all on when all have done so.
template <class Exec, class Real>
void Reconstruction<Exec, Real>::save(int iteration, bool stuck) {
  auto& to = sharing_.checkpoint;
  bool const is_root = work_.device.id == 0;
  auto const put = [&](model::Estimate<Exec, Real> const& from, CheckpointVector& vector) {
    sharing_.part.put_core(from.object, vector.object);
    if (is_root) device::copy_to_host(work_.device, from.probe, vector.probe.data());
  };
  {
    core::StageClock::Scope const clock(work_.device.clock, "checkpoint");
    put(work_.estimate, to.estimate);
    if (best_) put(*best_, to.best);
    for (std::size_t i = 0; i < lines_.size(); ++i) for_each_vector(lines_[i].directions.state(), to.lines[i], put);
  }
  {
    core::StageClock::Scope const clock(work_.device.clock, "exchange");
    work_.transport.broadcast(0);
  }
  if (!is_root) return;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    auto const& directions = lines_[i].directions.state();
    auto const& search = lines_[i].search.state();
    to.lines[i].fresh = directions.fresh;
    to.lines[i].moved_object = directions.moved.object;
    to.lines[i].moved_probe = directions.moved.probe;
    to.lines[i].searches = search.searches;
    to.lines[i].last_step = search.last;
  }
  to.corrections = refinement_.corrections();
  if (!best_) to.best = {};
  to.best_corrections = best_corrections_;
  to.iteration = iteration;
  to.started = started_;
  to.stuck = stuck;
  to.transformed = work_.transformed - evaluation_;
  to.history = history_.records();
  history_.hand_on(to);
  clear_images(to);
}

/// Back to where a checkpoint was made; the estimate stands there already.
template <class Exec, class Real>
void Reconstruction<Exec, Real>::resume(Checkpoint const& from) {
  auto const take = [&](model::Estimate<Exec, Real> const& to, CheckpointVector const& vector) {
    sharing_.part.take(vector.object, to.object);
    device::copy_to_device(work_.device, vector.probe.data(), to.probe);
  };
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    auto const& line = from.lines[i];
    auto& directions = lines_[i].directions.state();
    for_each_vector(directions, line, take);
    directions.fresh = line.fresh;
    directions.moved = {line.moved_object, line.moved_probe};
    lines_[i].search.state() = {line.searches, line.last_step};
  }
  refinement_.resume(from.corrections);
  if (!from.best.object.empty() && sharing_.checkpoint.hold_out > 0) {
    best_ = model::make_estimate(work_.device, "best estimate", work_.estimate);
    take(*best_, from.best);
    best_corrections_ = from.best_corrections;
  }
  started_ = from.started;
  history_.resume(from.history);
  work_.transformed = from.transformed;
  if (work_.device.id == 0) work_.transformed_before = from.transformed;
}

#define PTYGER_INSTANTIATE(Exec, Real)                             \
  template void Reconstruction<Exec, Real>::save(int, bool stuck); \
  template void Reconstruction<Exec, Real>::resume(Checkpoint const&);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::solver
