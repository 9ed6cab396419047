#include "model/back_projection.hpp"

#include <gtest/gtest.h>

#include "model/illumination_kernels.hpp"
#include "tests/support/small_device.hpp"

namespace ptyger {
namespace {

using test::SmallDevice;

// An execution space with which kernels take their GPU form, in memory of the host.
struct GpuForm {
  using memory_space = void;
};
static_assert(!is_host_device<GpuForm>);

// Gradients by object and probe, and the illumination of the probe.
struct Gradient {
  std::vector<std::complex<double>> by_object, by_probe, illumination;
};

// Calls a kernel of one of the two forms for all its strips.
template <class Form, class Exec, class Functor>
void call(DeviceContext<Exec> const& device, Functor const& functor) {
  if constexpr (is_host_device<Exec>) {
    device::NumberingOf<Form, Functor> const strips(functor.extent());
    using Index = typename device::NumberingOf<Form, Functor>::Index;
    for (Index i = 0; i < strips.count(); ++i) strips.visit(i, functor);
  } else {
    device::for_each_strip(device.exec, "back-project", functor.extent(), functor);
  }
}

// Sums over the frames of the small scan for random residuals, by the kernels in one of their forms.
template <class Form, class Exec>
Gradient project(test::SmallScan const& scan, Sampling sampling) {
  SmallDevice<double, Exec> small(scan, sampling);
  auto const all = small.scan.all();
  auto& model = small.model;
  test::write(small.device, test::random_values(scan.scan.frames * 2 * model.wave_pixels(), 1, 7), model.waves(0).base);
  model.set_estimate(small.estimate);
  auto const x = model.at(all);
  model::clear(small.device, small.gradient);
  device::set_zero(small.device, small.illumination.probe);
  auto const& field = small.gradient.object;
  call<Form>(small.device,
             model::BackProject<Form, double>{x.probe,
                                              x.patch,
                                              model.waves(0),
                                              {field.data(), field.extent_int(1), 0, small.scan.corner.data(), all},
                                              small.gradient.probe.data(),
                                              0,
                                              small.illumination.probe.data(),
                                              {},
                                              {},
                                              {},
                                              all.count,
                                              is_host_device<Form> ? all.count : 3});
  call<Form>(small.device, model::AddObjectPower<Form, double>{x.patch, small.illumination.probe.data(), all.count,
                                                               model.probe_size()});
  auto const illumination = test::numbers_of(small.device, small.illumination.probe);
  return {test::on_host(small.device, small.gradient.object),
          test::on_host(small.device, small.gradient.probe),
          {illumination.begin(), illumination.end()}};
}

class BackProjectionTest : public testing::TestWithParam<Sampling> {};
INSTANTIATE_TEST_SUITE_P(Samplings, BackProjectionTest, testing::Values(Sampling::nearest, Sampling::bilinear),
                         [](auto const& test) { return test.param == Sampling::nearest ? "nearest" : "bilinear"; });

TEST_P(BackProjectionTest, HostAndGpuFormsGiveTheSameSums) {
  auto const small = test::make_small_scan({.detector = 13, .probe = 8, .modes = 2});
  auto const host = project<Kokkos::Serial, Kokkos::Serial>(small, GetParam());
  using Form = std::conditional_t<is_host_device<RunDevice>, GpuForm, RunDevice>;
  auto const gpu = project<Form, RunDevice>(small, GetParam());
  EXPECT_LT(test::relative_distance(gpu.by_object, host.by_object), 1e-14);
  EXPECT_LT(test::relative_distance(gpu.by_probe, host.by_probe), 1e-14);
  EXPECT_LT(test::relative_distance(gpu.illumination, host.illumination), 1e-14);
}

}  // namespace
}  // namespace ptyger
