#include "device/instantiate.hpp"
#include "solver/ordered_subset_start.hpp"
#include "solver/reconstruction.hpp"

namespace ptyger::solver {
namespace {

constexpr double worthwhile_fall = 0.06;  // relative fall of the misfit from one epoch to the next

}  // namespace

template <class Exec, class Real>
void Reconstruction<Exec, Real>::start() {
  if (!options_.initial_corrections.frames.empty()) refinement_.resume(options_.initial_corrections);
  int const limit = start_epochs(options_, work_.scan.total_frames);
  if (limit == 0) return;
  OrderedSubsetStart<Exec, Real> epochs(work_, start_subsets(work_.scan.total_frames), {true, options_.recover_probe},
                                        options_.seed);
  started_ = true;
  double last_nrmse = 0;
  bool halved = false;  // the steps were halved once
  for (int epoch = 1; epoch <= limit && !history_.interrupted(); ++epoch) {
    auto const misfit = epochs.epoch();
    double const nrmse = history_.nrmse(misfit);
    bool const rose = epoch > 1 && nrmse > last_nrmse;
    record({.phase = Phase::start,
            .iteration = epoch,
            .transforms = work_.model.transforms().passes(),
            .step = epochs.factor(),
            .restart = rose},
           misfit);
    if (rose) {
      epochs.take_back();
      if (halved) return;
      halved = true;
      continue;
    }
    if (refinement_.wanted()) refinement_.step(epoch);
    if (!options_.start_epochs && epoch > 1 && nrmse > (1 - worthwhile_fall) * last_nrmse) return;
    last_nrmse = nrmse;
  }
}

#define PTYGER_INSTANTIATE(Exec, Real) template void Reconstruction<Exec, Real>::start();
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)
#undef PTYGER_INSTANTIATE

}  // namespace ptyger::solver
