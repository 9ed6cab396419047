#include "gradient/weigh_residuals.hpp"

#include "device/instantiate.hpp"
#include "gradient/residual.hpp"

namespace ptyger {

template <class Exec, class Real>
void weigh_residuals(DeviceContext<Exec> const& device, ForwardModel<Exec, Real> const& model, FrameRange chunk,
                     int number, Noise noise, WaveRows<Real> far, WaveRows<Real> residual) {
  auto const& scan = model.scan();
  Sums<4>* const target = model.chunk_sums().data() + number;
  with_noise_and_counts(noise, scan, [&]<class Model, class Stack>(Model noise_model, Stack const& counts) {
    using Kernel = WeighResiduals<Exec, Real, typename Stack::non_const_value_type, Model>;
    sum_strips(device.exec, "weigh residuals", Extent{chunk.count, scan.detector, scan.detector},
               Kernel{counts, scan.frame_of, scan.measured.data(), chunk, far, residual, model.unitary(), noise_model},
               target);
  });
}

#define PTYGER_INSTANTIATE(Exec, Real)                                                                               \
  template void weigh_residuals(DeviceContext<Exec> const&, ForwardModel<Exec, Real> const&, FrameRange, int, Noise, \
                                WaveRows<Real>, WaveRows<Real>);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger
