// Probes that vary from frame to frame: p_j0 = p_0 + sum_k c_jk q_k.
#include <gtest/gtest.h>

#include "gradient/gradient.hpp"
#include "model/forward_model.hpp"
#include "tests/reference/naive_model.hpp"
#include "tests/support/small_device.hpp"
#include "update/variation_fit.hpp"

namespace ptyger {
namespace {

using reference::Image;
using test::SmallDevice;

constexpr int variation = 2;
constexpr std::size_t modes = 2;

/// A scan whose probe has two modes and two variation probes, and random shares of all frames.
struct Varying {
  explicit Varying(Sampling with, bool blurred = false)
      : sampling(with),
        small(test::make_small_scan({.detector = 12,
                                     .probe = 9,
                                     .modes = modes + variation,
                                     .upsampling = blurred ? 2U : 1U,
                                     .blurred = blurred})) {
    for (auto const& value : shares) EXPECT_NE(value, 0.0);
  }

  template <class Real>
  SmallDevice<Real> device(std::size_t chunk_frames = 2) const {
    SmallDevice<Real> result(small, sampling, chunk_frames * modes * 12 * 12 * sizeof(Complex<Real>), false, variation);
    set_shares(result, shares);
    return result;
  }
  /// Copies shares, [frame of the scan][K], to the device.
  template <class Real>
  static void set_shares(SmallDevice<Real>& device, Image const& values) {
    for (std::size_t i = 0; i < device.order.size(); ++i)
      for (int k = 0; k < variation; ++k)
        device.scan.shares.host()[i * variation + static_cast<std::size_t>(k)] = Complex<Real>(std::complex<Real>(
            values[static_cast<std::size_t>(device.order[i]) * variation + static_cast<std::size_t>(k)]));
    device.scan.shares.to_device(device.device);
  }
  /// The two modes that a frame sees.
  [[nodiscard]] ProbeModes probe_of(std::size_t frame) const {
    ProbeModes probe{modes, small.probe.size, {}};
    auto const image = probe.size * probe.size;
    probe.values.assign(small.probe.values.begin(),
                        small.probe.values.begin() + static_cast<std::ptrdiff_t>(modes * image));
    for (std::size_t k = 0; k < variation; ++k)
      for (std::size_t i = 0; i < image; ++i)
        probe.values[i] += shares[frame * variation + k] * small.probe.values[(modes + k) * image + i];
    return probe;
  }

  Sampling sampling;
  test::SmallScan small;
  Image shares = test::random_values(small.scan.frames * variation, 0.7, 21);
};

template <class Real>
Image far_fields(SmallDevice<Real>& device) {
  Image result;
  device.model.set_estimate(device.estimate);
  device.model.for_each_chunk(device.scan.all(), [&](model::FrameRange chunk) {
    device.model.apply(device.model.at(chunk), device.model.waves(0));
    auto const values = values_of(device, device.model.waves(0), chunk.count);
    result.insert(result.end(), values.begin(), values.end());
  });
  return result;
}

class VariableProbe : public testing::TestWithParam<Sampling> {
 protected:
  Varying const varying{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Samplings, VariableProbe,
                         testing::Values(Sampling::nearest, Sampling::bilinear, Sampling::fourier),
                         [](auto const& test) { return std::string(to_word(test.param)); });

TEST_P(VariableProbe, FarFieldsEqualTheNaiveModelWithTheProbeOfEachFrame) {
  auto device = varying.device<double>();
  auto single = varying.device<float>(1);
  reference::NaiveModel const naive(varying.small.scan, varying.small.placement, GetParam());
  Image expected;
  for (int const frame : device.order) {
    auto const j = static_cast<std::size_t>(frame);
    auto const field = naive.far_field(varying.small.object, varying.probe_of(j), j);
    expected.insert(expected.end(), field.begin(), field.end());
  }
  EXPECT_LT(test::relative_distance(far_fields(device), expected), 1e-13);
  EXPECT_LT(test::relative_distance(far_fields(single), expected), 1e-6);
}

// <A d, r> = <d, A^H r> for the tangent A of all frames at once
TEST_P(VariableProbe, AdjointIsTheTransposeOfTheTangent) {
  for (std::size_t const chunk_frames : {1U, 3U}) {
    auto device = varying.device<double>(chunk_frames);
    auto& model = device.model;
    auto const direction = device.shape(varying.small, "direction");
    auto const by_object = test::random_values(varying.small.object.size(), 0.5, 31);
    auto const by_probe = test::random_values(varying.small.probe.values.size(), 0.5, 32);
    device.set(direction, by_object, by_probe);
    std::complex<double> left = 0;
    model.set_estimate(device.estimate);
    model.set_direction(direction, {true, true});
    model.for_each_chunk(device.scan.all(), [&](model::FrameRange chunk) {
      auto const x = model.at(chunk);
      model.tangent(x, model.waves(1), model.waves(2));
      auto const tangent = values_of(device, model.waves(1), chunk.count);
      auto const pixels = static_cast<std::size_t>(chunk.count) * modes * model.wave_pixels();
      auto residuals = test::random_values(pixels, 1, 11 + static_cast<std::uint64_t>(chunk.first));
      test::write(device.device, residuals, model.waves(0).base);
      left += test::inner(tangent, values_of(device, model.waves(0), chunk.count));
      for (auto& value : residuals) value *= static_cast<double>(model.adjoint_scales()(0));
      test::write(device.device, residuals, model.waves(0).base);
      model.adjoint(model.at(chunk), model.waves(0), device.gradient);
    });
    model.finish_adjoint(device.gradient);
    auto const right = test::inner(by_object, test::on_host(device.device, device.gradient.object)) +
                       test::inner(by_probe, test::on_host(device.device, device.gradient.probe));
    EXPECT_LT(std::abs(left - right), 1e-12 * std::abs(left));
  }
}

// The far fields are linear in the shares.
TEST_P(VariableProbe, FieldsOfVariationProbesAreTheChangesByTheShares) {
  auto device = varying.device<double>(8);
  auto& model = device.model;
  auto const frames = device.scan.frames;
  auto const values = static_cast<std::size_t>(frames) * variation * model.wave_pixels();
  auto const memory = make_view<Array1<RunDevice, Complex<double>>>(device.device, "parts", values);
  auto parts = model.wave_rows(memory.data());
  parts.modes = variation;
  auto const before = far_fields(device);
  model.apply_variations(model.at(device.scan.all()), parts);
  auto const fields = values_of(device, parts, frames);
  std::size_t const image = 12 * 12;
  for (std::size_t k = 0; k < variation; ++k) {
    auto moved = varying.shares;
    for (std::size_t j = 0; j < varying.small.scan.frames; ++j) moved[j * variation + k] += 1;
    Varying::set_shares(device, moved);
    auto const change = test::sum(far_fields(device), -1, before);
    for (std::size_t frame = 0; frame < static_cast<std::size_t>(frames); ++frame)
      for (std::size_t i = 0; i < image; ++i) {
        EXPECT_NEAR(std::abs(change[frame * modes * image + i] - fields[(frame * variation + k) * image + i]), 0,
                    1e-12);
        EXPECT_NEAR(std::abs(change[(frame * modes + 1) * image + i]), 0, 1e-12) << "other modes do not vary";
      }
  }
}

/// Objective of one frame of the scan.
double objective(SmallDevice<double>& device, int frame, Noise noise) {
  gradient::GradientPass<RunDevice, double> pass(device.device, device.model);
  model::FarFields<RunDevice, double> nothing;
  auto const place = std::find(device.order.begin(), device.order.end(), frame) - device.order.begin();
  return pass.misfit({static_cast<int>(place), 1}, device.estimate, noise, nothing).objective;
}

TEST_P(VariableProbe, SlopesAreTheDerivativesOfTheObjective) {
  for (auto const& [noise, blurred] :
       {std::pair{Noise::gaussian, false}, {Noise::poisson, false}, {Noise::gaussian, true}, {Noise::poisson, true}}) {
    Varying const changing{GetParam(), blurred};
    auto device = changing.device<double>();
    device.scan.brightness =
        device::Mirrored(make_view<Array1<RunDevice, double>>(device.device, "brightness", device.scan.frames));
    auto const set_brightness = [&](double log) {
      for (int i = 0; i < device.scan.frames; ++i) device.scan.brightness.host()[i] = std::exp(log);
      device.scan.brightness.to_device(device.device);
    };
    set_brightness(0);
    update::VariationFitPass<RunDevice, double> pass(device.device, device.model);
    auto const slopes = pass.run(device.estimate, noise);
    double const step = 1e-5;
    for (std::size_t place = 0; place < slopes.size(); ++place) {
      auto const frame = device.order[place];
      auto const j = static_cast<std::size_t>(frame);
      auto const derivative = [&, noise = noise](auto const& move) {
        move(step);
        double const after = objective(device, frame, noise);
        move(-step);
        double const before = objective(device, frame, noise);
        move(0);
        return (after - before) / (2 * step);
      };
      EXPECT_NEAR(slopes[place].gradient[0], derivative(set_brightness), 1e-5 * std::abs(slopes[place].gradient[0]));
      for (std::size_t k = 0; k < variation; ++k)
        for (std::size_t part : {0U, 1U}) {
          auto const move = [&](double by) {
            auto shares = changing.shares;
            shares[j * variation + k] += part == 0 ? std::complex<double>(by, 0) : std::complex<double>(0, by);
            Varying::set_shares(device, shares);
          };
          double const expected = derivative(move);
          EXPECT_NEAR(slopes[place].gradient[1 + 2 * k + part], expected, 1e-5 * (1 + std::abs(expected)));
        }
      auto const n = slopes[place].gradient.size();
      for (std::size_t a = 0; a < n; ++a) EXPECT_GT(slopes[place].curvature[a * n + a], 0);
    }
  }
}

TEST_P(VariableProbe, IlluminationIsTheSumOverTheProbesOfTheFrames) {
  auto device = varying.device<double>();
  auto& model = device.model;
  std::vector<double> expected(varying.small.object.size());
  for (std::size_t j = 0; j < varying.small.scan.frames; ++j) {
    auto const one = test::select_frames(varying.small.scan, {static_cast<int>(j)});
    auto const placement = test::select_frames(varying.small.placement, {static_cast<int>(j)});
    auto const part = reference::NaiveModel(one, placement, GetParam()).illumination(varying.probe_of(j));
    for (std::size_t i = 0; i < expected.size(); ++i) expected[i] += part[i];
  }
  model.set_estimate(device.estimate);
  model.begin_illumination(device.illumination);
  model.for_each_chunk(device.scan.all(), [&](model::FrameRange chunk) {
    model.adjoint(model.at(chunk), model.waves(0), device.gradient, &device.illumination);
  });
  model.finish_illumination(device.illumination);
  auto const found = test::numbers_of(device.device, device.illumination.object);
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-10);
}

}  // namespace
}  // namespace ptyger
