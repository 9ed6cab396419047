#include "device/instantiate.hpp"
#include "solver/checkpoints.hpp"
#include "solver/hold_out.hpp"
#include "solver/reconstruction.hpp"

namespace ptyger::solver {
namespace {

/// Calls visit(vector of the device, vector of the checkpoint) for all vectors of a sequence of directions.
template <class State, class Sequence, class Visit>
void for_each_vector(State& state, Sequence& sequence, Visit const& visit) {
  visit(state.direction, sequence.direction);
  visit(state.last_gradient, sequence.last_gradient);
  visit(state.last_preconditioned, sequence.last_preconditioned);
}

}  // namespace

/// All devices gather the images on device 0, which adds the other members and gives the checkpoint to the observer.
template <class Exec, class Real>
void Reconstruction<Exec, Real>::save(int iteration, bool stuck) {
  auto& to = sharing_.checkpoint;
  bool const is_root = work_.device.id == 0;
  if (is_root) make_images(to);
  CheckpointVector unused;  // target on devices other than 0, whose checkpoint has no images
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
  CheckpointSequence unused_sequence;
  for (std::size_t i = 0; i < sequences_.size(); ++i)
    for_each_vector(sequences_[i].directions.state(), is_root ? to.sequences[i] : unused_sequence, gather);
  if (!is_root) return;
  for (std::size_t i = 0; i < sequences_.size(); ++i) {
    auto const& directions = sequences_[i].directions.state();
    auto const& search = sequences_[i].search.state();
    to.sequences[i].fresh = directions.fresh;
    to.sequences[i].moved_object = directions.moved.object;
    to.sequences[i].moved_probe = directions.moved.probe;
    to.sequences[i].searches = search.searches;
    to.sequences[i].last_step = search.last_step;
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
  for (std::size_t i = 0; i < sequences_.size(); ++i) {
    auto const& sequence = from.sequences[i];
    auto& directions = sequences_[i].directions.state();
    for_each_vector(directions, sequence, copy_to_device);
    directions.fresh = sequence.fresh;
    directions.moved = {sequence.moved_object, sequence.moved_probe};
    sequences_[i].search.state() = {sequence.searches, sequence.last_step};
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
