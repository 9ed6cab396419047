#include "solver/ordered_subset_start.hpp"

#include <algorithm>

#include "device/instantiate.hpp"

namespace ptyger::solver {
namespace {

constexpr double start_floor = 0.5;    // floor of the preconditioner, as a share of its maximum
constexpr int illuminated_epochs = 2;  // epochs that compute the illumination anew; later it hardly changes

template <class Exec, class Real>
void copy(DeviceContext<Exec> const& device, model::Estimate<Exec, Real> const& to,
          model::Estimate<Exec, Real> const& from) {
  Kokkos::deep_copy(device.exec, to.object, from.object);
  Kokkos::deep_copy(device.exec, to.probe, from.probe);
}

}  // namespace

template <class Exec, class Real>
OrderedSubsetStart<Exec, Real>::OrderedSubsetStart(Workspace<Exec, Real>& workspace, int subsets, model::Moves moves,
                                                   std::uint64_t seed)
    : work_(workspace),
      subsets_(subsets),
      moves_(moves),
      subset_frames_(workspace.device, workspace.scan.ranks, subsets),
      random_(seed),
      estimate_before_(model::make_estimate(work_.device, "estimate before the epoch", work_.estimate)) {
  model::clear(work_.device, work_.gradient);  // the gradient holds the momentum
}

template <class Exec, class Real>
model::Misfit OrderedSubsetStart<Exec, Real>::epoch() {
  copy(work_.device, estimate_before_, work_.estimate);
  if (epoch_++ < illuminated_epochs) illuminate();
  model::Misfit misfit;
  for (int const subset : random_.permutation(subsets_)) {
    misfit += work_.add(subset_frames_[subset], Noise::gaussian);
    core::StageClock::Scope const clock(work_.device.clock, "update");
    update::momentum_step(work_.device, work_.estimate, work_.gradient, work_.illumination, moves_, scales_);
    // p - tau C g with g = P g, then P: a step by P C P g, since p is in the subspace
    if (moves_.probe && work_.probe_subspace.active()) work_.probe_subspace.project(work_.estimate.probe);
    update::clear_outside_owned(work_.device, work_.gradient);
    work_.transport.broadcast_from_owners(work_.estimate.object);
  }
  return work_.total(misfit);
}

/// Computes the illumination by all frames. Each subset covers the field evenly and contributes the same share of it.
template <class Exec, class Real>
void OrderedSubsetStart<Exec, Real>::illuminate() {
  work_.illuminate();
  scales_.share = 1.0 / subsets_;
  int const p = work_.model.probe_size();
  auto const [power, probe] = work_.largest(work_.illumination.power, {0, 0, p, p}, work_.illumination.probe);
  scales_.object_floor = start_floor * power;
  scales_.probe_floor = start_floor * scales_.share * probe;
}

template <class Exec, class Real>
void OrderedSubsetStart<Exec, Real>::take_back() {
  copy(work_.device, work_.estimate, estimate_before_);
  model::clear(work_.device, work_.gradient);  // the gradient holds the momentum
  epoch_ = 0;
  scales_.factor /= 2;
}

int start_subsets(int frames) {
  return frames < 32 ? 0 : std::min(16, frames / 16);
}

int start_epochs(Options const& options, int frames) {
  if (options.rule == Rule::reference || start_subsets(frames) == 0) return 0;
  return options.start_epochs.value_or(options.initial_object.values.empty() ? most_start_epochs : 0);
}

#define PTYGER_INSTANTIATE(Exec, Real) template class OrderedSubsetStart<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)
#undef PTYGER_INSTANTIATE

}  // namespace ptyger::solver
