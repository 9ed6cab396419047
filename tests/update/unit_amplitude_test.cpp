#include "update/unit_amplitude.hpp"

#include <gtest/gtest.h>

#include "tests/support/small_device.hpp"

namespace ptyger {
namespace {

constexpr int rows = 7;
constexpr int cols = 9;
constexpr double weight = 0.7;
using Values = std::vector<std::complex<double>>;

template <class Real>
class UnitAmplitudeTest : public testing::Test {
 protected:
  static constexpr double tolerance = sizeof(Real) == 4 ? 1e-5 : 1e-12;

  DeviceContext<RunDevice> device = test::one_device();
  update::UnitAmplitude<RunDevice, Real> penalty{device};
  Values psi = test::random_values(rows * cols, 2, 1);
  Values d = test::random_values(rows * cols, 1, 2);

  void SetUp() override { penalty.set(weight); }
  model::Estimate<RunDevice, Real> estimate(Values const& values) const {
    auto result = model::make_estimate<RunDevice, Real>(device, "estimate", rows, cols, 1, 3);
    device::copy_to_device(device, values.data(), result.object);
    return result;
  }
  static double naive(Values const& values) {
    double sum = 0;
    for (auto const& value : values) sum += std::pow(std::norm(value) - 1, 2);
    return weight * sum;
  }
};

using Precisions = testing::Types<float, double>;
TYPED_TEST_SUITE(UnitAmplitudeTest, Precisions);

TYPED_TEST(UnitAmplitudeTest, IsAQuarticAlongADirection) {
  for (bool const moves : {true, false}) {
    auto const c = this->penalty.along(this->estimate(this->psi), this->estimate(this->d), {moves, true});
    for (double const step : {-1.0, 0.0, 0.3, 2.0}) {
      double const found = c[0] + step * (c[1] + step * (c[2] + step * (c[3] + step * c[4])));
      double const expected = this->naive(test::sum(this->psi, moves ? step : 0, this->d));
      EXPECT_NEAR(found, expected, this->tolerance * (1 + expected)) << step;
    }
  }
}

TYPED_TEST(UnitAmplitudeTest, GradientIsTheDerivativeOfTheValue) {
  constexpr double step = 1e-4;
  auto const gradient = this->estimate(this->d);  // to which the derivative is added
  EXPECT_NEAR(this->penalty.add_gradient(this->estimate(this->psi), gradient), this->naive(this->psi),
              this->tolerance * this->naive(this->psi));
  auto const found = test::sum(test::on_host(this->device, gradient.object), -1, this->d);
  for (std::size_t i = 0; i < this->psi.size(); ++i)
    for (std::complex<double> const unit : {std::complex<double>(1, 0), std::complex<double>(0, 1)}) {
      auto up = this->psi;
      auto down = this->psi;
      up[i] += step * unit;
      down[i] -= step * unit;
      double const slope = (this->naive(up) - this->naive(down)) / (2 * step);
      EXPECT_NEAR(2 * (std::conj(found[i]) * unit).real(), slope, (1e-6 + this->tolerance) * (1 + std::abs(slope)))
          << i;
    }
}

TYPED_TEST(UnitAmplitudeTest, PartsOfSeveralDevicesAddUpToTheWhole) {
  auto const whole = this->penalty.along(this->estimate(this->psi), this->estimate(this->d), {true, true});
  auto const all = this->estimate(Values(rows * cols));
  this->penalty.add_gradient(this->estimate(this->psi), all);
  auto const parts = this->estimate(Values(rows * cols));
  std::array<double, 5> sum{};
  for (core::Box const& owned : {core::Box{0, 0, 4, 5}, core::Box{0, 5, 4, 4}, core::Box{4, 0, 3, 9}}) {
    auto part = this->estimate(this->psi);
    part.owned = owned;
    auto const c = this->penalty.along(part, this->estimate(this->d), {true, true});
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += c[k];
    this->penalty.add_gradient(part, parts);
  }
  for (std::size_t k = 0; k < sum.size(); ++k) EXPECT_NEAR(sum[k], whole[k], 1e-10 * std::abs(whole[k]));
  EXPECT_LT(test::relative_distance(test::on_host(this->device, parts.object), test::on_host(this->device, all.object)),
            1e-14);
}

}  // namespace
}  // namespace ptyger
