#include "gradient/weigh_residuals.hpp"

#include "device/instantiate.hpp"
#include "gradient/residual.hpp"

namespace ptyger {

template <class Exec, class Real>
void weigh_residuals(DeviceContext<Exec> const& device, ForwardModel<Exec, Real> const& model, FrameRange chunk,
                     int number, AnyFrameRows const& counts, Noise noise, WaveRows<Real> far, WaveRows<Real> residual) {
  auto const& scan = model.scan();
  Sums<4>* const target = model.chunk_sums().data() + number;
  with_noise_and_counts(
      noise, scan, counts, [&]<class Model, class Count>(Model noise_model, FrameRows<Count> const& rows) {
        using Kernel = WeighResiduals<Exec, Real, Count, Model>;
        sum_strips(
            device.exec, "weigh residuals", Extent{chunk.count, scan.detector, scan.detector},
            Kernel{rows, scan.pixels(), scan.background.data(), chunk, far, residual, model.scales(), noise_model},
            target);
      });
}

#define PTYGER_INSTANTIATE(Exec, Real)                                                                        \
  template void weigh_residuals(DeviceContext<Exec> const&, ForwardModel<Exec, Real> const&, FrameRange, int, \
                                AnyFrameRows const&, Noise, WaveRows<Real>, WaveRows<Real>);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger
