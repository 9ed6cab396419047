#include "gradient/weigh_residuals.hpp"

#include "device/instantiate.hpp"
#include "gradient/residual.hpp"

namespace ptyger::gradient {

template <class Exec, class Real>
void weigh_residuals(DeviceContext<Exec> const& device, model::ForwardModel<Exec, Real> const& model,
                     model::FrameRange chunk, model::AnyFrameRows const& counts, Noise noise, model::WaveRows<Real> far,
                     model::WaveRows<Real> residual) {
  auto const& scan = model.scan();
  auto const* const response = model.response();
  auto const seen = response != nullptr ? response->fields(chunk, far) : far;
  auto const found = response != nullptr ? response->residuals() : residual;
  model::with_noise_and_counts(
      noise, scan, counts, [&]<class Model, class Count>(Model noise_model, model::FrameRows<Count> const& rows) {
        using Kernel = WeighResiduals<Exec, Real, Count, Model>;
        model.sums().add(device.exec, "weigh residuals", {chunk.count, scan.detector, scan.detector},
                         Kernel{rows, scan.pixels(), scan.background.data(), chunk, seen, found, model.adjoint_scales(),
                                noise_model});
      });
  if (response != nullptr) response->carry_back(chunk, far, residual);
}

#define PTYGER_INSTANTIATE(Exec, Real)                                                                                 \
  template void weigh_residuals(DeviceContext<Exec> const&, model::ForwardModel<Exec, Real> const&, model::FrameRange, \
                                model::AnyFrameRows const&, Noise, model::WaveRows<Real>, model::WaveRows<Real>);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::gradient
