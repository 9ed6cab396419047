#include "device/instantiate.hpp"
#include "solver/checkpoints.hpp"
#include "solver/hold_out.hpp"
#include "solver/reconstruction.hpp"

namespace ptyger::solver {
namespace {

/// Calls visit(vector of the device, vector of the checkpoint) for all vectors of a line.
template <class State, class Line, class Visit>
void for_each_vector(State& state, Line& line, Visit const& visit) {
  visit(state.direction, line.direction);
  visit(state.last_gradient, line.last_gradient);
  visit(state.last_preconditioned, line.last_preconditioned);
}

}  // namespace

/// All devices gather the images on device 0, which adds the rest and gives the checkpoint to the observer.
template <class Exec, class Real>
void Reconstruction<Exec, Real>::save(int iteration, bool stuck) {
  auto& to = sharing_.checkpoint;
  bool const is_root = work_.device.id == 0;
  if (is_root) make_images(to);
  CheckpointVector unused;  // in place of the images on other devices
  auto const gather = [&](model::Estimate<Exec, Real> const& from, CheckpointVector& vector) {
    std::vector<std::complex<double>> owned;
    {
      core::StageClock::Scope const clock(work_.device.clock, "checkpoint");
      owned = sharing_.part.template copy_owned_out<std::complex<double>>(from.object);
      if (is_root) device::copy_to_host(work_.device, from.probe, vector.probe.data());
    }
    sharing_.part.gather(owned, vector.object);
  };
  gather(work_.estimate, is_root ? to.estimate : unused);
  if (best_) gather(*best_, is_root ? to.best : unused);
  CheckpointLine unused_line;
  for (std::size_t i = 0; i < lines_.size(); ++i)
    for_each_vector(lines_[i].directions.state(), is_root ? to.lines[i] : unused_line, gather);
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
  to.transformed = work_.model.transforms().images_without_evaluation();
  to.history = history_.records();
  history_.give_checkpoint(to);
  clear_images(to);
}

template <class Exec, class Real>
void Reconstruction<Exec, Real>::resume(Checkpoint const& from) {
  auto const copy_to_device = [&](model::Estimate<Exec, Real> const& to, CheckpointVector const& vector) {
    sharing_.part.copy_local_in(vector.object, to.object);
    device::copy_to_device(work_.device, vector.probe.data(), to.probe);
  };
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    auto const& line = from.lines[i];
    auto& directions = lines_[i].directions.state();
    for_each_vector(directions, line, copy_to_device);
    directions.fresh = line.fresh;
    directions.moved = {line.moved_object, line.moved_probe};
    lines_[i].search.state() = {line.searches, line.last_step};
  }
  refinement_.resume(from.corrections);
  if (!from.best.object.empty() && held_out_share(options_) > 0) {
    best_ = model::make_estimate(work_.device, "best estimate", work_.estimate);
    copy_to_device(*best_, from.best);
    best_corrections_ = from.best_corrections;
  }
  started_ = from.started;
  history_.resume(from.history);
  work_.model.transforms().resume(from.transformed, work_.device.id == 0);
}

#define PTYGER_INSTANTIATE(Exec, Real)                             \
  template void Reconstruction<Exec, Real>::save(int, bool stuck); \
  template void Reconstruction<Exec, Real>::resume(Checkpoint const&);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)
#undef PTYGER_INSTANTIATE

}  // namespace ptyger::solver
