#include "model/forward_model.hpp"

#include <gtest/gtest.h>

#include <array>

#include "tests/reference/naive_model.hpp"
#include "tests/support/small_device.hpp"

namespace ptyger {
namespace {

using reference::Image;
using test::SmallDevice;

/// How frames are modelled.
struct Model {
  Sampling sampling = Sampling::nearest;
  bool near_field = false;
};

std::string name_of(Model const& model) {
  return std::string(model.near_field ? "near_field_" : "") +
         std::array{"nearest", "bilinear", "fourier"}[static_cast<std::size_t>(model.sampling)];
}

class ForwardModelTest : public testing::TestWithParam<Model> {
 protected:
  [[nodiscard]] static Sampling sampling() { return GetParam().sampling; }
  [[nodiscard]] static test::SmallScan small_scan(test::SmallScanSpec spec) {
    spec.near_field = GetParam().near_field;
    return test::make_small_scan(spec);
  }
};
INSTANTIATE_TEST_SUITE_P(Models, ForwardModelTest,
                         testing::Values(Model{Sampling::nearest}, Model{Sampling::bilinear}, Model{Sampling::fourier},
                                         Model{Sampling::nearest, true}, Model{Sampling::bilinear, true},
                                         Model{Sampling::fourier, true}),
                         [](auto const& test) { return name_of(test.param); });

void append(Image& to, Image const& values) {
  to.insert(to.end(), values.begin(), values.end());
}

/// Far fields of all frames in the order of the device, [frame][mode][row][col].
template <class Real>
Image far_fields(SmallDevice<Real>& small, model::Estimate<RunDevice, Real> const& estimate) {
  auto& model = small.model;
  Image result;
  model.set_estimate(estimate);
  model.for_each_chunk(small.scan.all(), [&](model::FrameRange chunk) {
    auto const x = model.at(chunk);
    model.apply(x, model.waves(0));
    append(result, values_of(small, model.waves(0), chunk.count));
  });
  return result;
}
template <class Real>
Image far_fields(SmallDevice<Real>& small) {
  return far_fields(small, small.estimate);
}

template <class Real>
Image expected_far_fields(test::SmallScan const& small, SmallDevice<Real> const& device, Sampling sampling) {
  reference::NaiveModel const naive(small.scan, small.placement, sampling);
  Image result;
  for (int const frame : device.order) {
    auto const field = naive.far_field(small.object, small.probe, static_cast<std::size_t>(frame));
    result.insert(result.end(), field.begin(), field.end());
  }
  return result;
}

// P = D and P < D, odd and even, one mode and several.
constexpr std::array<test::SmallScanSpec, 4> shapes{{{.detector = 9, .probe = 9},
                                                     {.detector = 15, .probe = 9, .modes = 3},
                                                     {.detector = 16, .probe = 10, .modes = 2},
                                                     {.detector = 12, .probe = 7}}};

TEST_P(ForwardModelTest, FarFieldsEqualTheNaiveModel) {
  for (auto const& spec : shapes) {
    SCOPED_TRACE(testing::Message() << spec.detector << ", probe " << spec.probe);
    auto const small = small_scan(spec);
    SmallDevice<double> full(small, sampling());
    EXPECT_LT(test::relative_distance(far_fields(full), expected_far_fields(small, full, sampling())), 1e-13);
    SmallDevice<float> single(small, sampling());
    EXPECT_LT(test::relative_distance(far_fields(single), expected_far_fields(small, single, sampling())), 1e-6);
  }
}

TEST_P(ForwardModelTest, FarFieldsDoNotDependOnTheSizeOfChunks) {
  auto const small = small_scan({.detector = 9, .probe = 7, .modes = 2});
  std::size_t const frame = 2 * 9 * 9 * sizeof(Complex<double>);
  SmallDevice<double> whole(small, sampling());
  ASSERT_EQ(whole.scan.chunk_frames, 5);
  auto const expected = far_fields(whole);
  for (int const frames : {1, 2, 3}) {
    SmallDevice<double> device(small, sampling(), static_cast<std::size_t>(frames) * frame);
    ASSERT_EQ(device.scan.chunk_frames, frames);
    EXPECT_LT(test::relative_distance(far_fields(device), expected), 1e-14);
  }
}

// The tangent along a joint direction, along the object and along the probe.
constexpr std::array<model::Moves, 3> all_moves{{{true, true}, {true, false}, {false, true}}};

/// A small scan on a device with frames of different brightness and a direction of the tangent.
template <class Real>
struct Linearised {
  Linearised(test::SmallScan const& scan, Sampling sampling, std::size_t chunk_frames)
      : small(scan),
        device(scan, sampling,
               chunk_frames * scan.probe.modes * scan.scan.detector * scan.scan.detector * sizeof(Complex<Real>)),
        direction(device.shape(scan, "direction")),
        object_direction(test::random_values(scan.object.size(), 0.5, 31)),
        probe_direction(test::random_values(scan.probe.values.size(), 0.5, 32)) {
    device.set(direction, object_direction, probe_direction);
    device.scan.brightness =
        device::Mirrored(make_view<Array1<RunDevice, Real>>(device.device, "brightness", device.scan.frames));
    for (int frame = 0; frame < device.scan.frames; ++frame)
      device.scan.brightness.host()[frame] = Real(1) + static_cast<Real>(frame) / 8;
    device.scan.brightness.to_device(device.device);
  }

  /// Calls work(chunk, a, b) with the derivatives a and b of the far fields of each chunk along the direction.
  template <class Work>
  void for_each_tangent(model::Moves moves, Work const& work) {
    auto& model = device.model;
    model.set_estimate(device.estimate);
    model.set_direction(direction, moves);
    model.for_each_chunk(device.scan.all(), [&](model::FrameRange chunk) {
      model.tangent(model.at(chunk), model.waves(1), model.waves(2));
      auto const a = values_of(device, model.waves(1), chunk.count);
      work(chunk, a, moves.joint() ? values_of(device, model.waves(2), chunk.count) : Image(a.size()));
    });
  }

  test::SmallScan const& small;
  SmallDevice<Real> device;
  model::Estimate<RunDevice, Real> direction;
  Image object_direction;  ///< values of direction.object
  Image probe_direction;   ///< values of direction.probe
};

template <class Real>
void expect_tangent(test::SmallScan const& small, Sampling sampling, std::size_t chunk_frames) {
  Linearised<Real> linearised(small, sampling, chunk_frames);
  auto const f = far_fields(linearised.device);
  auto const moved = linearised.device.shape(small, "moved estimate");
  double const step = 0.7;
  double const tolerance = std::is_same_v<Real, double> ? 1e-13 : 1e-6;
  for (auto const moves : all_moves) {
    Image a;
    Image b;
    linearised.for_each_tangent(moves, [&](model::FrameRange, Image const& chunk_a, Image const& chunk_b) {
      append(a, chunk_a);
      append(b, chunk_b);
    });
    linearised.device.set(moved, test::sum(small.object, moves.object ? step : 0, linearised.object_direction),
                          test::sum(small.probe.values, moves.probe ? step : 0, linearised.probe_direction));
    double const distance =
        test::relative_distance(test::sum(test::sum(f, step, a), step * step, b), far_fields(linearised.device, moved));
    EXPECT_LT(distance, tolerance);
  }
}

// f(x + t d) = f + t a + t^2 b
TEST_P(ForwardModelTest, TangentIsTheChangeOfTheFarFields) {
  for (auto const& spec : shapes) {
    SCOPED_TRACE(testing::Message() << spec.modes << " modes, probe " << spec.probe);
    auto const small = small_scan(spec);
    for (std::size_t const chunk_frames : {1U, 2U}) {
      expect_tangent<double>(small, sampling(), chunk_frames);
      expect_tangent<float>(small, sampling(), chunk_frames);
    }
  }
}

/// The adjoint of all chunks, applied to random residuals, against the tangent in every direction.
template <class Real>
void expect_adjoint(test::SmallScan const& small, Sampling sampling, std::size_t chunk_frames) {
  Linearised<Real> linearised(small, sampling, chunk_frames);
  auto& model = linearised.device.model;
  double const tolerance = std::is_same_v<Real, double> ? 1e-12 : 1e-4;
  Image residuals;
  model.set_estimate(linearised.device.estimate);
  model.for_each_chunk(linearised.device.scan.all(), [&](model::FrameRange chunk) {
    auto const x = model.at(chunk);
    auto const waves = model.waves(0);
    auto const pixels = static_cast<std::size_t>(chunk.count * waves.modes) * model.wave_pixels();
    auto random = test::random_values(pixels, 1, 11 + static_cast<std::uint64_t>(chunk.first));
    test::write(linearised.device.device, random, waves.base);
    append(residuals, values_of(linearised.device, waves, chunk.count));
    auto scales = model.adjoint_scales();
    scales.brightness = linearised.device.scan.brightness.host();
    auto const per_frame = pixels / static_cast<std::size_t>(chunk.count);
    for (std::size_t i = 0; i < pixels; ++i)
      random[i] *= static_cast<double>(scales(chunk(static_cast<int>(i / per_frame))));
    test::write(linearised.device.device, random, waves.base);
    model.adjoint(x, waves, linearised.device.gradient);
  });
  model.finish_adjoint(linearised.device.gradient);
  auto const object_product = test::inner(linearised.object_direction,
                                          test::on_host(linearised.device.device, linearised.device.gradient.object));
  auto const probe_product = test::inner(linearised.probe_direction,
                                         test::on_host(linearised.device.device, linearised.device.gradient.probe));
  for (auto const moves : all_moves) {
    Image tangent;
    linearised.for_each_tangent(moves, [&](model::FrameRange, Image const& a, Image const&) { append(tangent, a); });
    // both sides of <A d, r> = <d, A^H r>
    auto const left = test::inner(tangent, residuals);
    auto const right = (moves.object ? object_product : 0.0) + (moves.probe ? probe_product : 0.0);
    EXPECT_LT(std::abs(left - right), tolerance * std::abs(left));
  }
}

// <A d, r> = <d, A^H r> for the tangent A of all frames at once
TEST_P(ForwardModelTest, AdjointIsTheTransposeOfTheTangent) {
  for (auto const& spec : shapes) {
    SCOPED_TRACE(testing::Message() << spec.modes << " modes, probe " << spec.probe);
    auto const small = small_scan(spec);
    for (std::size_t const chunk_frames : {1U, 2U}) {
      expect_adjoint<double>(small, sampling(), chunk_frames);
      expect_adjoint<float>(small, sampling(), chunk_frames);
    }
  }
}

// The far fields are linear in the position between two pixels for `bilinear`, and smooth for `fourier`.
TEST_P(ForwardModelTest, PositionDerivativesAreTheDifferencesOfTheFarFields) {
  if (sampling() == Sampling::nearest) GTEST_SKIP() << "nearest sampling has no derivative";
  double const step = 1e-4;
  auto small = small_scan({.detector = 12, .probe = 9, .modes = 2});
  for (double& row : small.placement.row) row += 0.3;  // no frame at a whole pixel, where `bilinear` has a kink
  for (double& col : small.placement.col) col += 0.3;
  SmallDevice<double> device(small, sampling());
  for (bool const rows : {true, false}) {
    auto before = small;
    auto after = small;
    for (std::size_t j = 0; j < small.scan.frames; ++j) {
      (rows ? before.placement.row : before.placement.col)[j] -= step;
      (rows ? after.placement.row : after.placement.col)[j] += step;
    }
    auto const difference =
        test::sum(expected_far_fields(after, device, sampling()), -1, expected_far_fields(before, device, sampling()));
    auto& model = device.model;
    model.set_estimate(device.estimate);
    model.position_derivative(model.at(device.scan.all()), rows ? model::Along::rows : model::Along::columns,
                              model.waves(1));
    auto const derivative = values_of(device, model.waves(1), device.scan.frames);
    EXPECT_LT(test::relative_distance(test::sum(Image(derivative.size()), 1 / (2 * step), difference), derivative),
              1e-6);
  }
}

TEST_P(ForwardModelTest, IlluminationIsTheSumOfSquaresOverFrames) {
  auto const small = small_scan({.detector = 13, .probe = 8, .modes = 3});
  reference::NaiveModel const naive(small.scan, small.placement, sampling());
  auto const of_object = naive.illumination(small.probe);
  auto const of_probe = naive.probe_illumination(small.object);
  SmallDevice<double> device(small, sampling(), 3 * 13 * 13 * 2 * sizeof(Complex<double>));
  auto& model = device.model;
  auto const& illumination = device.illumination;
  auto const expect = [&] {
    auto const object = test::numbers_of(device.device, illumination.object);
    auto const probe = test::numbers_of(device.device, illumination.probe);
    auto const powers = test::numbers_of(device.device, illumination.power);
    for (std::size_t i = 0; i < of_object.size(); ++i) EXPECT_NEAR(object[i], of_object[i], 1e-10);
    for (std::size_t i = 0; i < of_probe.size(); ++i) EXPECT_NEAR(probe[i], of_probe[i], 1e-11);
    for (std::size_t i = 0; i < 64; ++i) {
      double power = 0;
      for (std::size_t mode = 0; mode < 3; ++mode) power += std::norm(small.probe.values[mode * 64 + i]);
      EXPECT_NEAR(powers[i], power, 1e-12);
    }
  };
  model.set_estimate(device.estimate);
  for (bool const with_adjoint : {false, true}) {
    SCOPED_TRACE(with_adjoint ? "with the adjoint" : "alone");
    model.begin_illumination(illumination);
    model.for_each_chunk(device.scan.all(), [&](model::FrameRange chunk) {
      auto const x = model.at(chunk);
      if (with_adjoint)
        model.adjoint(x, model.waves(0), device.gradient, &illumination);
      else
        model.illuminate(x, illumination);
    });
    model.finish_illumination(illumination);
    expect();
  }
}

TEST(ForwardModelShiftTest, AProbeThatIsNotShiftedIsSharedByAllFrames) {
  auto const small = test::make_small_scan({});
  SmallDevice<double> device(small, Sampling::bilinear);
  device.model.set_estimate(device.estimate);
  auto const probe = device.model.at(device.scan.all()).probe;
  EXPECT_EQ(probe.row(0, 0, 3), probe.row(2, 0, 3));
  EXPECT_EQ(probe.base, device.estimate.probe.data());
}

}  // namespace
}  // namespace ptyger
