#include "gradient/gradient.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>

#include "tests/reference/naive_model.hpp"
#include "tests/support/small_device.hpp"

namespace ptyger {
namespace {

using reference::Image;
using reference::NaiveModel;
using test::CountType;
using test::SmallDevice;
using test::SmallScanSpec;

struct Case {
  Noise noise;
  Sampling sampling;
};

class GradientTest : public testing::TestWithParam<Case> {};
std::string name_of(testing::TestParamInfo<Case> const& test) {
  return std::string(test.param.noise == Noise::gaussian ? "gaussian_" : "poisson_") +
         std::array{"nearest", "bilinear", "fourier"}[static_cast<std::size_t>(test.param.sampling)];
}

INSTANTIATE_TEST_SUITE_P(
    Cases, GradientTest,
    testing::Values(Case{Noise::gaussian, Sampling::nearest}, Case{Noise::gaussian, Sampling::bilinear},
                    Case{Noise::gaussian, Sampling::fourier}, Case{Noise::poisson, Sampling::nearest},
                    Case{Noise::poisson, Sampling::bilinear}, Case{Noise::poisson, Sampling::fourier}),
    name_of);

// Every count type with 1 and 3 modes, with and without masked pixels, a probe smaller than the detector, near fields,
// and detectors that sum up and blur.
std::vector<SmallScanSpec> all_specs() {
  std::vector<SmallScanSpec> specs;
  for (auto const counts : {CountType::uint8, CountType::uint16, CountType::uint32, CountType::single})
    for (std::size_t const modes : {std::size_t{1}, std::size_t{3}})
      for (bool const masked : {false, true})
        specs.push_back({.frames = 4, .detector = 9, .probe = 9, .modes = modes, .counts = counts, .masked = masked});
  specs.push_back({.detector = 13, .probe = 8, .modes = 2, .masked = true});
  for (std::size_t const probe : {9U, 12U})
    specs.push_back({.frames = 4, .detector = 12, .probe = probe, .modes = 2, .masked = true, .near_field = true});
  for (std::size_t const up : {1U, 2U, 3U})
    for (bool const blurred : {false, true})
      if (up > 1 || blurred)
        specs.push_back({.frames = 4,
                         .detector = 12,
                         .probe = up == 2 ? 9U : 12U,
                         .modes = up,
                         .masked = true,
                         .upsampling = up,
                         .blurred = blurred});
  specs.push_back({.frames = 4, .detector = 9, .probe = 9, .near_field = true, .blurred = true});
  return specs;
}

std::string description(SmallScanSpec const& spec) {
  return "count type " + std::to_string(static_cast<int>(spec.counts)) + ", " + std::to_string(spec.modes) +
         " modes, " + (spec.masked ? "masked" : "not masked") + (spec.near_field ? ", near field" : "") +
         ", upsampling " + std::to_string(spec.upsampling) + (spec.blurred ? ", blurred" : "");
}

// Gradient and misfit of a small scan, computed by the kernels.
struct Found {
  model::Misfit misfit;
  Image by_object;
  Image by_probe;
};

template <class Real>
Found evaluate(SmallDevice<Real>& device, model::FrameRange frames, Noise noise,
               model::FarFields<RunDevice, Real>& cached) {
  gradient::GradientPass<RunDevice, Real> pass(device.device, device.model);
  auto const misfit = pass.run(frames, device.estimate, noise, device.gradient, device.illumination, cached);
  return {misfit, test::on_host(device.device, device.gradient.object),
          test::on_host(device.device, device.gradient.probe)};
}

template <class Real>
Found evaluate(SmallDevice<Real>& device, model::FrameRange frames, Noise noise) {
  model::FarFields<RunDevice, Real> no_cache;
  return evaluate(device, frames, noise, no_cache);
}

TEST_P(GradientTest, EqualsTheNaiveGradient) {
  auto const [noise, sampling] = GetParam();
  for (auto const& spec : all_specs()) {
    SCOPED_TRACE(description(spec));
    auto const small = test::make_small_scan(spec);
    NaiveModel const naive(small.scan, small.placement, sampling);
    Image by_object;
    Image by_probe;
    naive.gradient(small.object, small.probe, noise, by_object, by_probe);
    SmallDevice<double> device(small, sampling, 2 * 9 * 9 * sizeof(Complex<double>));
    auto const found = evaluate(device, device.scan.all(), noise);
    EXPECT_LT(test::relative_distance(found.by_object, by_object), 1e-12);
    EXPECT_LT(test::relative_distance(found.by_probe, by_probe), 1e-12);
    double const objective = naive.objective(small.object, small.probe, noise);
    EXPECT_NEAR(found.misfit.objective, objective, 1e-12 * objective);
  }
}

// The derivative along v is 2 Re<g, v>.
TEST_P(GradientTest, AgreesWithCentralDifferencesOfTheObjective) {
  auto const noise = GetParam().noise;
  auto const sampling = GetParam().sampling;
  double const h = 1e-5;
  for (auto const& spec : all_specs()) {
    if (spec.counts == CountType::uint8 || spec.counts == CountType::uint32) continue;
    SCOPED_TRACE(description(spec));
    auto const small = test::make_small_scan(spec);
    NaiveModel const naive(small.scan, small.placement, sampling);
    SmallDevice<double> device(small, sampling);
    auto const found = evaluate(device, device.scan.all(), noise);
    auto const along_object = test::random_values(small.object.size(), 1, 21);
    auto const along_probe = test::random_values(small.probe.values.size(), 4, 22);
    auto const objective = [&](double object_step, double probe_step) {
      auto const probe = test::sum(small.probe.values, probe_step, along_probe);
      return naive.objective(test::sum(small.object, object_step, along_object),
                             {small.probe.modes, small.probe.size, probe}, noise);
    };
    double const by_object = 2 * test::inner(found.by_object, along_object).real();
    double const by_probe = 2 * test::inner(found.by_probe, along_probe).real();
    EXPECT_NEAR((objective(h, 0) - objective(-h, 0)) / (2 * h), by_object, 1e-6 * std::abs(by_object));
    EXPECT_NEAR((objective(0, h) - objective(0, -h)) / (2 * h), by_probe, 1e-6 * std::abs(by_probe));
  }
}

TEST_P(GradientTest, SinglePrecisionAgreesWithDouble) {
  auto const [noise, sampling] = GetParam();
  auto const small = test::make_small_scan({.detector = 13, .probe = 8, .modes = 2, .masked = true});
  SmallDevice<double> full(small, sampling);
  SmallDevice<float> single(small, sampling);
  auto const expected = evaluate(full, full.scan.all(), noise);
  auto const found = evaluate(single, single.scan.all(), noise);
  EXPECT_LT(test::relative_distance(found.by_object, expected.by_object), 1e-4);
  EXPECT_LT(test::relative_distance(found.by_probe, expected.by_probe), 1e-4);
  EXPECT_NEAR(found.misfit.objective, expected.misfit.objective, 1e-5 * expected.misfit.objective);
}

// The gradient of a subset of frames is the gradient of a scan that has only these frames, on the same object.
TEST_P(GradientTest, OfASubsetEqualsTheGradientOfAScanOfItsFrames) {
  auto const [noise, sampling] = GetParam();
  auto const small = test::make_small_scan({.frames = 8, .modes = 2, .counts = CountType::single, .masked = true});
  SmallDevice<double> device(small, sampling, 2 * 2 * 9 * 9 * sizeof(Complex<double>));
  auto const subset = device.thirds[1];
  auto const scan = test::select_frames(small.scan, device.frames_of(subset));
  auto const placement = test::select_frames(small.placement, device.frames_of(subset));
  ASSERT_EQ(scan.frames, 3U);
  NaiveModel const naive(scan, placement, sampling);
  Image by_object;
  Image by_probe;
  naive.gradient(small.object, small.probe, noise, by_object, by_probe);
  evaluate(device, device.scan.all(), noise);  // an earlier pass must leave no trace
  auto const found = evaluate(device, subset, noise);
  EXPECT_LT(test::relative_distance(found.by_object, by_object), 1e-12);
  EXPECT_LT(test::relative_distance(found.by_probe, by_probe), 1e-12);
  double const objective = naive.objective(small.object, small.probe, noise);
  EXPECT_NEAR(found.misfit.objective, objective, 1e-12 * objective);
}

// sum (sqrt I - sqrt d)^2 and sum |sqrt I - sqrt d| for every noise model; misfit() equals the misfit of run().
TEST_P(GradientTest, MisfitIsSummedOverAmplitudes) {
  auto const [noise, sampling] = GetParam();
  auto const small = test::make_small_scan({.modes = 2, .counts = CountType::single, .masked = true});
  NaiveModel const naive(small.scan, small.placement, sampling);
  auto const& counts = std::get<std::vector<float>>(small.scan.counts);
  // Reported misfits are without the guard of poisson, which is not negligible.
  double const guard = noise == Noise::gaussian ? 1e-6 : 0;
  double squares = 0;
  double magnitudes = 0;
  for (std::size_t frame = 0; frame < small.scan.frames; ++frame) {
    auto const far = naive.far_field(small.object, small.probe, frame);
    for (std::size_t i = 0; i < 81; ++i) {
      auto const d = static_cast<double>(counts[frame * 81 + i]);
      if (d < 0 || small.scan.measured[i] == 0) continue;
      double const difference = std::sqrt(std::norm(far[i]) + std::norm(far[81 + i]) + guard) - std::sqrt(d);
      squares += difference * difference;
      magnitudes += std::abs(difference);
    }
  }
  SmallDevice<double> device(small, sampling);
  auto const found = evaluate(device, device.scan.all(), noise).misfit;
  EXPECT_NEAR(found.squares, squares, 1e-12 * squares);
  EXPECT_NEAR(found.magnitudes, magnitudes, 1e-12 * magnitudes);
  gradient::GradientPass<RunDevice, double> pass(device.device, device.model);
  model::FarFields<RunDevice, double> no_cache;
  auto const alone = pass.misfit(device.scan.all(), device.estimate, noise, no_cache);
  EXPECT_DOUBLE_EQ(alone.objective, found.objective);
  EXPECT_DOUBLE_EQ(alone.squares, found.squares);
  EXPECT_DOUBLE_EQ(alone.magnitudes, found.magnitudes);
}

TEST_P(GradientTest, IlluminationComesWithTheGradientOrAlone) {
  auto const sampling = GetParam().sampling;
  auto const small = test::make_small_scan({.detector = 13, .probe = 8, .modes = 3});
  NaiveModel const naive(small.scan, small.placement, sampling);
  auto const of_object = naive.illumination(small.probe);
  auto const of_probe = naive.probe_illumination(small.object);
  SmallDevice<double> device(small, sampling, 3 * 13 * 13 * 2 * sizeof(Complex<double>));
  auto const expect = [&] {
    auto const object = test::numbers_of(device.device, device.illumination.object);
    auto const probe = test::numbers_of(device.device, device.illumination.probe);
    for (std::size_t i = 0; i < of_object.size(); ++i) EXPECT_NEAR(object[i], of_object[i], 1e-10);
    for (std::size_t i = 0; i < of_probe.size(); ++i) EXPECT_NEAR(probe[i], of_probe[i], 1e-11);
  };
  evaluate(device, device.scan.all(), GetParam().noise);
  expect();
  gradient::GradientPass<RunDevice, double>(device.device, device.model)
      .illuminate(device.scan.all(), device.estimate, device.illumination);
  expect();
  double const total = std::accumulate(of_object.begin(), of_object.end(), 0.0);
  EXPECT_NEAR(total, 5 * test::inner(small.probe.values, small.probe.values).real(), 1e-9 * total);
}

TEST_P(GradientTest, AddAddsToTheGradient) {
  auto const [noise, sampling] = GetParam();
  auto const small = test::make_small_scan({.modes = 2});
  SmallDevice<double> device(small, sampling);
  auto const once = evaluate(device, device.scan.all(), noise);
  gradient::GradientPass<RunDevice, double> pass(device.device, device.model);
  auto const misfit = pass.add(device.scan.all(), device.estimate, noise, device.gradient);
  EXPECT_NEAR(misfit.objective, once.misfit.objective, 1e-14 * once.misfit.objective);
  EXPECT_LT(test::relative_distance(test::on_host(device.device, device.gradient.object),
                                    test::sum(once.by_object, 1, once.by_object)),
            1e-14);
  EXPECT_LT(test::relative_distance(test::on_host(device.device, device.gradient.probe),
                                    test::sum(once.by_probe, 1, once.by_probe)),
            1e-14);
}

// Rows longer than a strip, and columns on a GPU: the back-projections of two strips meet at a seam.
TEST_P(GradientTest, IsTheSameForPatchesLargerThanAStrip) {
  Noise const noise = GetParam().noise;
  Sampling const sampling = GetParam().sampling;
  std::size_t const strip = is_host_device<RunDevice> ? device::strip_pixels<RunDevice> : device::gpu_column_rows;
  for (std::size_t const size : {strip, strip + 10}) {
    auto const small = test::make_small_scan({.frames = 2, .detector = size, .probe = size});
    SmallDevice<double> device(small, sampling);
    auto const found = evaluate(device, device.scan.all(), noise);
    // the derivative of the objective along the gradient g is 2 |g|^2
    double const slope =
        2 * (test::inner(found.by_object, found.by_object).real() + test::inner(found.by_probe, found.by_probe).real());
    gradient::GradientPass<RunDevice, double> pass(device.device, device.model);
    model::FarFields<RunDevice, double> no_cache;
    auto const at = [&](double step) {
      device.set(device.estimate, test::sum(small.object, step, found.by_object),
                 test::sum(small.probe.values, step, found.by_probe));
      return pass.misfit(device.scan.all(), device.estimate, noise, no_cache).objective;
    };
    double const step = 1e-7 * found.misfit.objective / slope;
    EXPECT_NEAR((at(step) - at(-step)) / (2 * step), slope, 1e-5 * slope);
  }
}

// Zero intensity everywhere: the guard keeps everything finite.
TEST_P(GradientTest, StaysFiniteAtZeroIntensity) {
  auto const [noise, sampling] = GetParam();
  auto small = test::make_small_scan({});
  std::fill(small.object.begin(), small.object.end(), 0.0);
  SmallDevice<float> device(small, sampling);
  auto const found = evaluate(device, device.scan.all(), noise);
  EXPECT_TRUE(std::isfinite(found.misfit.objective));
  for (auto const& value : found.by_probe) EXPECT_EQ(value, 0.0);
  for (auto const& value : found.by_object) EXPECT_TRUE(std::isfinite(std::abs(value)));
}

}  // namespace
}  // namespace ptyger
