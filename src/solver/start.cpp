#include "solver/start.hpp"

#include <algorithm>

#include "device/instantiate.hpp"
#include "device/largest.hpp"

namespace ptyger {
namespace {

constexpr double start_floor = 0.5;  // of max sum |p|^2 and of the probe's illumination

template <class Exec, class Real>
void copy(DeviceContext<Exec> const& device, Estimate<Exec, Real> const& to, Estimate<Exec, Real> const& from) {
  Kokkos::deep_copy(device.exec, to.object, from.object);
  Kokkos::deep_copy(device.exec, to.probe, from.probe);
}

}  // namespace

template <class Exec, class Real>
OrderedSubsetStart<Exec, Real>::OrderedSubsetStart(Workspace<Exec, Real>& workspace, int subsets, Moves moves,
                                                   std::uint64_t seed)
    : work_(workspace), subsets_(subsets), moves_(moves), random_(seed) {
  auto const make = [&](char const* label) {
    auto const& like = work_.estimate;
    return make_estimate<Exec, Real>(work_.device, label, like.object.extent_int(0), like.object.extent_int(1),
                                     like.probe.extent_int(0), like.probe.extent_int(1));
  };
  velocity_ = make("velocity");
  before_ = make("estimate before the epoch");
}

template <class Exec, class Real>
Misfit OrderedSubsetStart<Exec, Real>::epoch() {
  copy(work_.device, before_, work_.estimate);
  seen_ = {};
  int const frames = work_.scan.frames;
  for (int const subset : random_.permutation(subsets_))
    step({subset, subsets_, (frames - subset + subsets_ - 1) / subsets_});
  return seen_;
}

template <class Exec, class Real>
void OrderedSubsetStart<Exec, Real>::step(FrameRange subset) {
  FarFields<Exec, Real> nothing_kept;
  seen_ += work_.evaluate(subset, Noise::gaussian, nothing_kept);
  StageClock::Scope const clock(work_.device.clock, "update");
  momentum_step(work_.device, work_.estimate, velocity_, work_.gradient, work_.illumination, moves_,
                {factor_, start_floor * largest(work_.device, work_.illumination.power),
                 start_floor * largest(work_.device, work_.illumination.probe)});
  work_.transport.scatter(work_.estimate.object);
}

template <class Exec, class Real>
void OrderedSubsetStart<Exec, Real>::take_back() {
  copy(work_.device, work_.estimate, before_);
  Kokkos::deep_copy(work_.device.exec, velocity_.object, Complex<Real>(0));
  Kokkos::deep_copy(work_.device.exec, velocity_.probe, Complex<Real>(0));
  factor_ /= 2;
}

int start_subsets(int frames) {
  return frames < 64 ? 0 : std::min(16, frames / 32);
}

#define PTYGER_INSTANTIATE(Exec, Real) template class OrderedSubsetStart<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger
