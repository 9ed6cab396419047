#include "update/smoothness.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/small_device.hpp"

namespace ptyger {
namespace {

constexpr int rows = 7;        // of the object
constexpr int cols = 9;        // of the object
constexpr double share = 0.7;  // weight of the smoothness
constexpr double mean_power = 5;
constexpr int probe = 3;  // rows and columns of a mode
constexpr model::Moves joint{true, true};
using Values = std::vector<std::complex<double>>;

class SmoothnessTest : public testing::Test {
 protected:
  DeviceContext<RunDevice> device = test::one_device();
  update::Smoothness<RunDevice, double> smoothness{device};
  Values psi = test::random_values(rows * cols, 1, 1);        // object
  Values p = test::random_values(2 * probe * probe, 1, 3);    // probe, two modes
  Values d = test::random_values(rows * cols, 1, 2);          // direction of the object
  Values d_p = test::random_values(2 * probe * probe, 1, 4);  // direction of the probe

  void SetUp() override { smoothness.set(share, 0, mean_power); }
  model::Estimate<RunDevice, double> estimate(Values const& values, Values const& beam) const {
    auto result = model::make_estimate<RunDevice, double>(device, "estimate", rows, cols, 2, probe);
    device::copy_to_device(device, values.data(), result.object);
    device::copy_to_device(device, beam.data(), result.probe);
    return result;
  }
  // R by its formula; threshold 0: every difference is weighed by its square.
  static double naive(Values const& v, Values const& beam, double threshold = 0) {
    double const power = test::inner(beam, beam).real();
    double const square = threshold * threshold * mean_power / power;
    auto const penalty = [&](std::complex<double> u) {
      return threshold > 0 ? 2 * square * (std::sqrt(1 + std::norm(u) / square) - 1) : std::norm(u);
    };
    double sum = 0;
    for (std::size_t i = 0; i < v.size(); ++i) {
      if (i % cols + 1 < cols) sum += penalty(v[i] - v[i + 1]);
      if (i + cols < v.size()) sum += penalty(v[i] - v[i + cols]);
    }
    return share * power * sum;
  }
};

TEST_F(SmoothnessTest, IsTheSumOverPairsOfNeighbours) {
  EXPECT_NEAR(smoothness.value(estimate(psi, p)), naive(psi, p), 1e-10);
  EXPECT_NEAR(smoothness.value(estimate(Values(rows * cols, {3, 4}), p)), 0, 1e-10);
}

TEST_F(SmoothnessTest, DoesNotDependOnTheScaleBetweenObjectAndProbe) {
  auto brighter = psi;
  auto fainter = p;
  for (auto& value : brighter) value *= 2;
  for (auto& value : fainter) value /= 2;
  EXPECT_NEAR(smoothness.value(estimate(brighter, fainter)), smoothness.value(estimate(psi, p)), 1e-10);
}

TEST_F(SmoothnessTest, IsAQuarticAlongADirection) {
  for (auto const moves : {joint, model::Moves{true, false}, model::Moves{false, true}}) {
    auto const c = smoothness.along(estimate(psi, p), estimate(d, d_p), moves);
    for (double const step : {-1.0, 0.0, 0.3, 2.0}) {
      double const found = c[0] + step * (c[1] + step * (c[2] + step * (c[3] + step * c[4])));
      double const expected =
          naive(test::sum(psi, moves.object ? step : 0, d), test::sum(p, moves.probe ? step : 0, d_p));
      EXPECT_NEAR(found, expected, 1e-10 * (1 + expected)) << step;
    }
  }
}

// Central differences are exact, since the value is a parabola in each pixel.
TEST_F(SmoothnessTest, GradientIsTheDerivativeOfTheValue) {
  auto const gradient = estimate(d, d_p);
  auto const added = smoothness.add_gradient(estimate(psi, p), gradient);
  EXPECT_NEAR(added.value, naive(psi, p), 1e-10);
  auto const check = [&](Values const& found, Values const& at, auto const& value) {
    for (std::size_t i = 0; i < at.size(); ++i)
      for (std::complex<double> const unit : {std::complex<double>(1, 0), std::complex<double>(0, 1)}) {
        auto up = at;
        auto down = at;
        up[i] += unit;
        down[i] -= unit;
        EXPECT_NEAR((value(up) - value(down)) / 2, 2 * (std::conj(found[i]) * unit).real(), 1e-9) << i;
      }
  };
  check(test::sum(test::on_host(device, gradient.object), -1, d), psi, [&](Values const& v) { return naive(v, p); });
  check(test::sum(test::on_host(device, gradient.probe), -1, d_p), p, [&](Values const& v) { return naive(psi, v); });
}

TEST_F(SmoothnessTest, EdgesCountByTheirLength) {
  for (double const threshold : {0.01, 0.3, 100.0}) {
    smoothness.set(share, threshold, mean_power);
    double const expected = naive(psi, p, threshold);
    EXPECT_NEAR(smoothness.value(estimate(psi, p)), expected, 1e-9 * expected) << threshold;
    auto brighter = psi;
    auto fainter = p;
    for (auto& value : brighter) value *= 2;
    for (auto& value : fainter) value /= 2;
    EXPECT_NEAR(smoothness.value(estimate(brighter, fainter)), expected, 1e-9 * expected) << threshold;
  }
  EXPECT_NEAR(naive(psi, p, 100), naive(psi, p), 1e-3 * naive(psi, p)) << "no difference is an edge";
}

TEST_F(SmoothnessTest, TheQuarticLiesAboveTheValueAndTouchesIt) {
  constexpr double threshold = 0.3;
  smoothness.set(share, threshold, mean_power);
  for (auto const moves : {joint, model::Moves{true, false}, model::Moves{false, true}}) {
    auto const c = smoothness.along(estimate(psi, p), estimate(d, d_p), moves);
    auto const value = [&](double step) {
      return naive(test::sum(psi, moves.object ? step : 0, d), test::sum(p, moves.probe ? step : 0, d_p), threshold);
    };
    EXPECT_NEAR(c[0], value(0), 1e-9 * value(0));
    EXPECT_NEAR(c[1], (value(1e-5) - value(-1e-5)) / 2e-5, 1e-5 * value(0));
    for (double const step : {-1.0, -0.1, 0.05, 0.3, 2.0}) {
      double const quartic = c[0] + step * (c[1] + step * (c[2] + step * (c[3] + step * c[4])));
      EXPECT_GE(quartic, value(step)) << step;
    }
  }
}

TEST_F(SmoothnessTest, GradientWithEdgesIsTheDerivativeOfTheValue) {
  constexpr double threshold = 0.3;
  constexpr double step = 1e-5;
  smoothness.set(share, threshold, mean_power);
  auto const gradient = estimate(d, d_p);
  auto const added = smoothness.add_gradient(estimate(psi, p), gradient);
  EXPECT_NEAR(added.value, naive(psi, p, threshold), 1e-9 * added.value);
  auto const check = [&](Values const& found, Values const& at, auto const& value) {
    for (std::size_t i = 0; i < at.size(); ++i)
      for (std::complex<double> const unit : {std::complex<double>(1, 0), std::complex<double>(0, 1)}) {
        auto up = at;
        auto down = at;
        up[i] += step * unit;
        down[i] -= step * unit;
        EXPECT_NEAR((value(up) - value(down)) / (2 * step), 2 * (std::conj(found[i]) * unit).real(), 1e-4) << i;
      }
  };
  check(test::sum(test::on_host(device, gradient.object), -1, d), psi,
        [&](Values const& v) { return naive(v, p, threshold); });
  check(test::sum(test::on_host(device, gradient.probe), -1, d_p), p,
        [&](Values const& v) { return naive(psi, v, threshold); });
}

// Each pair counts once for every division of the object.
TEST_F(SmoothnessTest, PartsOfSeveralDevicesAddUpToTheWhole) {
  smoothness.set(share, 0.3, mean_power);
  Values const zero_object(rows * cols);
  Values const zero_probe(p.size());
  auto const whole = smoothness.along(estimate(psi, p), estimate(d, d_p), joint);
  auto const all = estimate(zero_object, zero_probe);
  smoothness.add_gradient(estimate(psi, p), all);
  auto const parts = estimate(zero_object, zero_probe);
  std::array<double, 5> sum{};
  for (core::Box const& owned : {core::Box{0, 0, 4, 5}, core::Box{0, 5, 4, 4}, core::Box{4, 0, 3, 9}}) {
    auto part = estimate(psi, p);
    part.owned = owned;
    auto const c = smoothness.along(part, estimate(d, d_p), joint);
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += c[k];
    auto gradient = parts;
    gradient.owned = owned;
    smoothness.add_gradient(part, gradient);
  }
  for (std::size_t k = 0; k < sum.size(); ++k) EXPECT_NEAR(sum[k], whole[k], 1e-10 * std::abs(whole[k]));
  EXPECT_LT(test::relative_distance(test::on_host(device, parts.object), test::on_host(device, all.object)), 1e-14);
  EXPECT_LT(test::relative_distance(test::on_host(device, parts.probe), test::on_host(device, all.probe)), 1e-12);
}

TEST(IlluminationShare, IsFramesPerPixelOfTheField) {
  double const expected = update::illumination_share(100, 100 + 32, 200 + 32, 64);
  EXPECT_DOUBLE_EQ(expected, 100.0 / (100 * 200));
  EXPECT_NEAR(update::illumination_share(400, 200 + 32, 400 + 32, 64), expected,
              1e-12);  // four times the frames on four times the area
}

}  // namespace
}  // namespace ptyger
