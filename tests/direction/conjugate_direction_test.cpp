#include "direction/conjugate_direction.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>

#include "tests/support/one_device.hpp"
#include "tests/support/small_scan.hpp"

namespace ptyger {
namespace {

using Values = std::vector<std::complex<double>>;

double real_inner_of(Values const& a, Values const& b) {
  return test::inner(a, b).real();
}

// Inner products of given vectors.
direction::InnerProducts products_of(Values const& g, Values const& z, Values const& g_last, Values const& z_last,
                                     Values const& d) {
  return {real_inner_of(g, z), real_inner_of(g_last, z), real_inner_of(g, z_last), real_inner_of(g_last, z_last),
          real_inner_of(g, d), real_inner_of(g_last, d), real_inner_of(d, d),      real_inner_of(g_last, g_last)};
}

// Random vectors: gradients g, preconditioned gradients z, direction d.
struct Vectors {
  Values g = test::random_values(6, 1, 1);
  Values z = test::random_values(6, 1, 2);
  Values g_last = test::random_values(6, 1, 3);
  Values z_last = test::random_values(6, 1, 4);
  Values d = test::random_values(6, 1, 5);
  Values y = test::sum(g, -1, g_last);         // change of g
  Values z_change = test::sum(z, -1, z_last);  // change of z
};

TEST(ConjugacyFactor, PolakRibiereIsNeverNegative) {
  Vectors v;
  double const formula = real_inner_of(v.y, v.z) / real_inner_of(v.g_last, v.z_last);
  EXPECT_NEAR(direction::conjugacy_factor(Rule::prp, products_of(v.g, v.z, v.g_last, v.z_last, v.d)),
              std::max(0.0, formula), 1e-14);
  // -z instead of z changes the sign of beta: one of the two is cut at 0
  for (auto& value : v.z) value = -value;
  EXPECT_NEAR(direction::conjugacy_factor(Rule::prp, products_of(v.g, v.z, v.g_last, v.z_last, v.d)),
              std::max(0.0, -formula), 1e-14);
  EXPECT_GT(std::abs(formula), 1e-3);
}

TEST(ConjugacyFactor, DaiYuan) {
  Vectors const v;
  double const formula = real_inner_of(v.g, v.z) / real_inner_of(v.d, v.y);
  auto const products = products_of(v.g, v.z, v.g_last, v.z_last, v.d);
  EXPECT_NEAR(direction::conjugacy_factor(Rule::dy, products), formula, 1e-13 * std::abs(formula));
  EXPECT_NEAR(direction::conjugacy_factor(Rule::reference, products), formula, 1e-13 * std::abs(formula));
}

TEST(ConjugacyFactor, HagerZhangWithItsBound) {
  Vectors v;
  auto const formula = [&] {
    double const d_y = real_inner_of(v.d, v.y);
    return (real_inner_of(v.z_change, v.g) - 2 * real_inner_of(v.z_change, v.y) * real_inner_of(v.d, v.g) / d_y) / d_y;
  };
  auto const bound = [&] {
    return -1 / (std::sqrt(real_inner_of(v.d, v.d)) * std::min(0.01, std::sqrt(real_inner_of(v.g_last, v.g_last))));
  };
  auto const factor = [&] {
    return direction::conjugacy_factor(Rule::hz, products_of(v.g, v.z, v.g_last, v.z_last, v.d));
  };
  ASSERT_GT(formula(), bound());
  EXPECT_NEAR(factor(), formula(), 1e-12 * std::abs(formula()));
  // for one of the two signs of a long z the formula is below the bound
  bool bounded = false;
  for (int sign = 0; sign < 2; ++sign) {
    for (auto& value : v.z) value *= -1e6;
    v.z_change = test::sum(v.z, -1, v.z_last);
    bounded = bounded || formula() < bound();
    double const expected = std::max(formula(), bound());
    EXPECT_NEAR(factor(), expected, 1e-9 * std::abs(expected));
  }
  EXPECT_TRUE(bounded);
}

TEST(ConjugacyFactor, IsNotFiniteWhenTheRuleBreaksDown) {
  direction::InnerProducts p;
  p.g_z = 1;
  EXPECT_FALSE(std::isfinite(direction::conjugacy_factor(Rule::dy, p)));
  EXPECT_FALSE(std::isfinite(direction::conjugacy_factor(Rule::prp, p)));
  EXPECT_FALSE(std::isfinite(direction::conjugacy_factor(Rule::hz, p)));
}

/// Directions of an object of 3 x 5 and two probe modes of 2 x 2 pixels, with the same calculation on vectors.
class ConjugateDirectionTest : public testing::TestWithParam<Rule> {
 protected:
  static constexpr std::size_t object_size = 15;
  static constexpr std::size_t probe_size = 8;

  DeviceContext<RunDevice> device = test::one_device();
  comm::NoTransport<RunDevice, double> transport;
  model::Estimate<RunDevice, double> gradient = model::make_estimate<RunDevice, double>(device, "gradient", 3, 5, 2, 2);
  model::Illumination<RunDevice, double> illumination = model::make_illumination<RunDevice, double>(device, 3, 5, 2);
  direction::ProbeSubspace<RunDevice, double> subspace{device};  // of all probes
  direction::ConjugateDirection<RunDevice, double> directions{device, transport, GetParam(), gradient, subspace};
  Values by_object;  // gradient of the object
  Values by_probe;   // gradient of the probe

  void SetUp() override {
    std::vector<double> of_object(object_size);
    std::iota(of_object.begin(), of_object.end(), 0.0);
    test::write(device, of_object, illumination.object.data());
    test::write(device, std::vector<double>{10, 11, 12, 13}, illumination.probe.data());
    test::write(device, std::vector<double>{1, 2, 3, 4}, illumination.power.data());
    illumination.peak = 14;
    illumination.probe_peak = 13;
    set_gradient(1, 1);
  }

  void set_gradient(std::uint64_t seed, double scale) {
    by_object = test::random_values(object_size, scale, 2 * seed);
    by_probe = test::random_values(probe_size, scale, 2 * seed + 1);
    device::copy_to_device(device, by_object.data(), gradient.object);
    device::copy_to_device(device, by_probe.data(), gradient.probe);
  }

  direction::Outcome next(model::Moves moves) {
    directions.next(gradient, illumination, moves);
    device.exec.fence();
    return directions.outcome();
  }

  // The preconditioned gradient, object first.
  [[nodiscard]] Values preconditioned(model::Moves moves = {}) const {
    bool const reference = GetParam() == Rule::reference;
    Values z;
    for (std::size_t i = 0; i < object_size; ++i)
      z.push_back(moves.object ? by_object[i] / (reference ? 4.0 : static_cast<double>(i) + 0.05 * 14) : 0.0);
    for (std::size_t i = 0; i < probe_size; ++i)
      z.push_back(moves.probe ? by_probe[i] / (reference ? 13.0 : 10 + static_cast<double>(i % 4) + 0.05 * 13) : 0.0);
    return z;
  }

  [[nodiscard]] Values whole_gradient() const {
    Values g = by_object;
    g.insert(g.end(), by_probe.begin(), by_probe.end());
    return g;
  }

  [[nodiscard]] Values direction() const {
    Values d(object_size + probe_size);
    device::copy_to_host(device, directions.direction().object, d.data());
    device::copy_to_host(device, directions.direction().probe, d.data() + object_size);
    return d;
  }

  // The direction is the negative preconditioned gradient.
  void expect_steepest(model::Moves moves = {}) const {
    auto d = preconditioned(moves);
    for (auto& value : d) value = -value;
    EXPECT_LT(test::relative_distance(direction(), d), 1e-13);
  }
};

std::string name_of(testing::TestParamInfo<Rule> const& test) {
  return std::array{"prp", "hz", "dy", "reference"}[static_cast<std::size_t>(test.param)];
}

INSTANTIATE_TEST_SUITE_P(Rules, ConjugateDirectionTest, testing::Values(Rule::prp, Rule::hz, Rule::dy, Rule::reference),
                         name_of);

TEST_P(ConjugateDirectionTest, BeginsWithThePreconditionedGradient) {
  auto const outcome = next({});
  EXPECT_TRUE(outcome.restart);
  EXPECT_EQ(outcome.beta, 0);
  expect_steepest();
}

TEST_P(ConjugateDirectionTest, MovesOnlyThePartsOfMoves) {
  for (model::Moves const moves : {model::Moves{true, false}, model::Moves{false, true}}) {
    EXPECT_TRUE(next(moves).restart);
    expect_steepest(moves);
  }
}

// d <- -z + beta d with the factor of the rule if that direction descends.
TEST_P(ConjugateDirectionTest, FollowsTheRule) {
  int conjugated = 0;
  next({});
  for (std::uint64_t step = 2; step < 12; ++step) {
    auto const g_last = whole_gradient();
    auto const z_last = preconditioned();
    auto const d = direction();
    set_gradient(step, 1.0 / static_cast<double>(step));
    auto const g = whole_gradient();
    auto const z = preconditioned();
    auto const products = products_of(g, z, g_last, z_last, d);
    double const beta = direction::conjugacy_factor(GetParam(), products);
    bool const descends = beta * products.g_d < products.g_z;
    auto const outcome = next({});
    EXPECT_EQ(outcome.restart, !descends);
    EXPECT_NEAR(outcome.beta, descends ? beta : 0, 1e-10 * std::abs(beta));
    Values expected(z.size());
    expected = test::sum(test::sum(expected, -1, z), descends ? beta : 0, d);
    EXPECT_LT(test::relative_distance(direction(), expected), 1e-11);
    EXPECT_LT(real_inner_of(g, direction()), 0);
    conjugated += descends && beta != 0 ? 1 : 0;
  }
  EXPECT_GT(conjugated, 2);
}

TEST_P(ConjugateDirectionTest, RestartsAfterForget) {
  next({});
  set_gradient(2, 0.5);
  next({});
  set_gradient(3, 0.5);
  directions.forget();
  EXPECT_TRUE(next({}).restart);
  expect_steepest();
}

TEST_P(ConjugateDirectionTest, RestartsWhenOtherPartsMove) {
  next({true, false});
  set_gradient(2, 0.5);
  EXPECT_TRUE(next({}).restart);
  expect_steepest();
}

// An unchanged gradient: y = 0, by which dy and hz divide.
TEST_P(ConjugateDirectionTest, RestartsWhenTheFactorIsNotFiniteOrTheDirectionDoesNotDescend) {
  next({});
  auto const outcome = next({});
  EXPECT_EQ(outcome.beta, 0);
  EXPECT_EQ(outcome.restart, GetParam() != Rule::prp);  // for prp the formula itself gives beta = 0
  expect_steepest();
  // the gradient times -1/2: along the old direction the objective rises
  for (auto& value : by_object) value *= -0.5;
  for (auto& value : by_probe) value *= -0.5;
  device::copy_to_device(device, by_object.data(), gradient.object);
  device::copy_to_device(device, by_probe.data(), gradient.probe);
  next({});
  EXPECT_LT(real_inner_of(whole_gradient(), direction()), 0);
}

}  // namespace
}  // namespace ptyger
