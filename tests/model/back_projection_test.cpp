#include "model/back_projection.hpp"

#include <gtest/gtest.h>

#include "tests/support/small_device.hpp"

namespace ptyger {
namespace {

using test::Host;
using test::SmallDevice;

// An execution space with which kernels take their GPU form, in memory of the host.
struct Gpu {
  using memory_space = void;
};
static_assert(!is_host_device<Gpu>);

// Gradients by object and probe, and the illumination of the probe.
struct Gradient {
  std::vector<std::complex<double>> by_object, by_probe, illumination;
};

// Sums over the frames of the small scan, by the kernels in one of their forms.
template <class Exec>
Gradient project(SmallDevice<double>& small) {
  auto const all = small.scan.all();
  auto& model = small.model;
  model.set_estimate(small.estimate);
  auto const x = model.at(all);
  model::clear(small.device, small.gradient);
  Kokkos::deep_copy(small.device.exec, small.illumination.probe, 0.0);
  auto const& field = small.gradient.object;
  model::BackProject<Exec, double> const kernel{x.probe,
                                                x.patch,
                                                model.waves(0),
                                                {field.data(), field.extent_int(1), 0, small.scan.corner.data(), all},
                                                small.gradient.probe.data(),
                                                0,
                                                small.illumination.probe.data(),
                                                all.count};
  model::AddObjectPower<Exec, double> const power{x.patch, small.illumination.probe.data(), all.count,
                                                  model.probe_size()};
  auto const call = [](auto const& functor) {
    device::StripNumbering<device::strip_width<Exec>> const strips(functor.extent());
    for (std::int64_t i = 0; i < strips.count(); ++i) functor(strips.strip(i));
  };
  call(kernel);
  call(power);
  std::vector<std::complex<double>> illumination(small.illumination.probe.size());
  std::copy_n(small.illumination.probe.data(), illumination.size(), illumination.begin());
  return {test::on_host(small.device, small.gradient.object), test::on_host(small.device, small.gradient.probe),
          illumination};
}

class BackProjectionTest : public testing::TestWithParam<Sampling> {};
INSTANTIATE_TEST_SUITE_P(Samplings, BackProjectionTest, testing::Values(Sampling::nearest, Sampling::bilinear),
                         [](auto const& test) { return test.param == Sampling::nearest ? "nearest" : "bilinear"; });

TEST_P(BackProjectionTest, HostAndGpuFormsGiveTheSameSums) {
  auto const small = test::make_small_scan({.detector = 13, .probe = 8, .modes = 2});
  SmallDevice<double> device(small, GetParam());
  auto const waves = device.model.waves(0);
  auto const values = test::random_values(small.scan.frames * 2 * device.model.wave_pixels(), 1, 7);
  std::transform(values.begin(), values.end(), waves.base, device::converted<Complex<double>, std::complex<double>>);
  auto const host = project<Host>(device);
  auto const gpu = project<Gpu>(device);
  EXPECT_LT(test::relative_distance(gpu.by_object, host.by_object), 1e-14);
  EXPECT_LT(test::relative_distance(gpu.by_probe, host.by_probe), 1e-14);
  EXPECT_LT(test::relative_distance(gpu.illumination, host.illumination), 1e-14);
}

}  // namespace
}  // namespace ptyger
