#include <algorithm>
#include <cmath>
#include <utility>

#include "device/instantiate.hpp"
#include "solver/ordered_subset_start.hpp"
#include "solver/reconstruction.hpp"

namespace ptyger::solver {
namespace {

constexpr double long_steps = 1.4;  // factor of the steps of the first epochs
constexpr double last_steps = long_steps / 4;
// A probe of the measured power has at most 1.5, whatever the object; more: the first epoch has diverged.
constexpr double largest_nrmse = 2;
constexpr double slow_fall = 0.2;  // relative fall of the misfit in an epoch; less: the next steps are half as long

/// Longest steps of an epoch with so many epochs after it, of `epochs`. Short steps at the end average over the noise
/// of the subsets; a start of few epochs needs them for its way.
double longest_steps(int epochs_left, int epochs) {
  if (epochs_left == 0) return epochs > 2 ? last_steps : long_steps / 2;
  return epochs_left == 1 && epochs > 4 ? long_steps / 2 : long_steps;
}

}  // namespace

template <class Exec, class Real>
void Reconstruction<Exec, Real>::start() {
  if (!options_.initial_corrections.frames.empty()) {
    auto corrections = options_.initial_corrections;
    corrections.variation = refinement_.corrections().variation;  // which an earlier result does not have
    refinement_.resume(corrections);
  }
  int const limit = start_epochs(options_, work_.scan.total_frames);
  if (limit == 0) return;
  OrderedSubsetStart<Exec, Real> epochs(work_, start_subsets(work_.scan.total_frames), {true, options_.recover_probe},
                                        options_.seed);
  bool const started_before = std::exchange(started_, true);
  epochs.set_factor(long_steps);
  double last_nrmse = largest_nrmse;
  bool has_risen = false;
  for (int epoch = 1; epoch <= limit && !history_.interrupted(); ++epoch) {
    epochs.set_factor(std::min(epochs.factor(), longest_steps(limit - epoch, limit)));
    auto const misfit = epochs.epoch();
    double const nrmse = history_.nrmse(misfit);
    bool const rose = !(nrmse <= last_nrmse);
    if (std::isfinite(nrmse))
      record({.phase = Phase::start,
              .iteration = epoch,
              .transforms = work_.model.transforms().passes(),
              .step = epochs.factor(),
              .restart = rose},
             misfit);
    if (rose) {
      epochs.take_back();
      if (std::exchange(has_risen, true)) return;
      continue;
    }
    // With long steps the object is too rough to show where the frames lie, unless an earlier run has made it.
    if (refinement_.corrects_scan() && (started_before || epochs.factor() < long_steps))
      refinement_.step_in_start(epoch);
    if (!options_.start_epochs) {
      if (epochs.factor() <= last_steps) return;
      if (epoch > 1 && nrmse > (1 - slow_fall) * last_nrmse) epochs.set_factor(epochs.factor() / 2);
    }
    last_nrmse = nrmse;
  }
}

#define PTYGER_INSTANTIATE(Exec, Real) template void Reconstruction<Exec, Real>::start();
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)
#undef PTYGER_INSTANTIATE

}  // namespace ptyger::solver
