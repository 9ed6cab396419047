#include "update/smoothness.hpp"

#include <gtest/gtest.h>

#include "support/small_device.hpp"

namespace ptyger {
namespace {

using test::Host;
constexpr int rows = 7;
constexpr int cols = 9;
constexpr double weight = 0.7;
using Values = std::vector<std::complex<double>>;

class SmoothnessTest : public testing::Test {
 protected:
  DeviceContext<Host> device;
  Smoothness<Host, double> smoothness{device};
  Values psi = test::random_values(rows * cols, 1, 1);
  Values d = test::random_values(rows * cols, 1, 2);

  void SetUp() override { smoothness.weigh(weight); }
  Estimate<Host, double> estimate(Values const& values) const {
    auto result = make_estimate<Host, double>(device, "estimate", rows, cols, 1, 3);
    copy_in(device, values.data(), result.object);
    return result;
  }
  static double naive(Values const& v) {
    double sum = 0;
    for (std::size_t i = 0; i < v.size(); ++i) {
      if (i % cols + 1 < cols) sum += std::norm(v[i] - v[i + 1]);
      if (i + cols < v.size()) sum += std::norm(v[i] - v[i + cols]);
    }
    return weight * sum;
  }
};

TEST_F(SmoothnessTest, IsTheSumOverPairsOfNeighbours) {
  EXPECT_NEAR(smoothness.value(estimate(psi)), naive(psi), 1e-12);
  EXPECT_NEAR(smoothness.value(estimate(Values(rows * cols, {3, 4}))), 0, 1e-12);
}

TEST_F(SmoothnessTest, IsAParabolaAlongADirection) {
  auto const c = smoothness.along(estimate(psi), estimate(d));
  for (double const step : {-1.0, 0.0, 0.3, 2.0})
    EXPECT_NEAR(c[0] + step * (c[1] + step * c[2]), naive(test::sum(psi, step, d)), 1e-12) << step;
}

// Central differences are exact for a parabola.
TEST_F(SmoothnessTest, GradientIsThatOfTheValue) {
  auto const gradient = estimate(d);
  smoothness.add_gradient(estimate(psi), gradient);
  auto const found = test::sum(test::on_host(device, gradient.object), -1, d);
  for (std::size_t i = 0; i < psi.size(); ++i)
    for (std::complex<double> const unit : {std::complex<double>(1, 0), std::complex<double>(0, 1)}) {
      auto up = psi;
      auto down = psi;
      up[i] += unit;
      down[i] -= unit;
      EXPECT_NEAR((naive(up) - naive(down)) / 2, 2 * (std::conj(found[i]) * unit).real(), 1e-12) << i;
    }
}

// Each pair counts once, whichever device has its pixels, and each steps its own.
TEST_F(SmoothnessTest, PartsOfSeveralDevicesMakeTheWhole) {
  Box const cores[] = {{0, 0, 4, 5}, {0, 5, 4, 4}, {4, 0, 3, 9}};
  auto const whole = smoothness.along(estimate(psi), estimate(d));
  auto const all = estimate(Values(rows * cols));
  smoothness.add_gradient(estimate(psi), all);
  auto const parts = estimate(Values(rows * cols));
  std::array<double, 3> sum{};
  for (auto const& core : cores) {
    auto part = estimate(psi);
    part.core = core;
    auto const c = smoothness.along(part, estimate(d));
    for (std::size_t k = 0; k < 3; ++k) sum[k] += c[k];
    auto gradient = parts;
    gradient.stepped = core;
    smoothness.add_gradient(part, gradient);
  }
  for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(sum[k], whole[k], 1e-12);
  EXPECT_EQ(test::on_host(device, parts.object), test::on_host(device, all.object));
}

TEST(MeanLight, GrowsWithTheDoseAndNotWithTheField) {
  double const light = mean_light(1e6, 100 + 32, 200 + 32, 64);
  EXPECT_DOUBLE_EQ(mean_light(3e6, 132, 232, 64), 3 * light);
  EXPECT_NEAR(mean_light(4e6, 200 + 32, 400 + 32, 64), light, 1e-9);  // four times the frames on four times the area
}

}  // namespace
}  // namespace ptyger
