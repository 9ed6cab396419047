#include "direction/probe_subspace.hpp"

#include <gtest/gtest.h>

#include <numbers>

#include "tests/support/one_device.hpp"
#include "tests/support/small_scan.hpp"

namespace ptyger {
namespace {

constexpr int size = 6;
constexpr int modes = 2;
constexpr std::size_t pixels = size * size;
using Values = std::vector<std::complex<double>>;

/// A mask without symmetry, of which two thirds are 1.
std::vector<std::uint8_t> some_pixels() {
  std::vector<std::uint8_t> mask;
  for (std::size_t i = 0; i < pixels; ++i) mask.push_back((i * i + i / size) % 3 != 0 ? 1 : 0);
  return mask;
}

/// Coefficient k of the transform of a mode, by its sum.
std::complex<double> frequency(Values const& probe, std::size_t mode, std::size_t k) {
  std::complex<double> sum = 0;
  for (std::size_t i = 0; i < pixels; ++i) {
    double const turns = static_cast<double>((i / size) * (k / size) + (i % size) * (k % size)) / size;
    sum += probe[mode * pixels + i] * std::polar(1.0, -2 * std::numbers::pi * turns);
  }
  return sum;
}

template <class Real>
class ProbeSubspaceTest : public testing::Test {
 protected:
  static constexpr double tolerance = sizeof(Real) == 4 ? 1e-5 : 1e-12;

  Values projected(Constraints const& constraints, Values const& values) const {
    auto const device = test::one_device();
    direction::ProbeSubspace<RunDevice, Real> subspace(device);
    subspace.set(constraints, size, modes);
    auto const probe = make_view<Array3<RunDevice, Complex<Real>>>(device, "probe", modes, size, size);
    device::copy_to_device(device, values.data(), probe);
    if (subspace.active()) subspace.project(probe);
    return test::on_host(device, probe);
  }
};

using Precisions = testing::Types<float, double>;
TYPED_TEST_SUITE(ProbeSubspaceTest, Precisions);

TYPED_TEST(ProbeSubspaceTest, AnApertureKeepsItsFrequenciesAndRemovesTheOthers) {
  auto const values = test::random_values(modes * pixels, 1, 1);
  auto const found = this->projected({.probe_aperture = some_pixels()}, values);
  for (std::size_t mode = 0; mode < modes; ++mode)
    for (std::size_t k = 0; k < pixels; ++k) {
      auto const expected = some_pixels()[k] != 0 ? frequency(values, mode, k) : 0;
      EXPECT_NEAR(std::abs(frequency(found, mode, k) - expected), 0, 20 * this->tolerance) << mode << ' ' << k;
    }
}

TYPED_TEST(ProbeSubspaceTest, ASupportKeepsItsPixelsAndClearsTheOthers) {
  auto const values = test::random_values(modes * pixels, 1, 1);
  auto const found = this->projected({.probe_support = some_pixels()}, values);
  for (std::size_t i = 0; i < values.size(); ++i)
    EXPECT_NEAR(std::abs(found[i] - (some_pixels()[i % pixels] != 0 ? values[i] : 0)), 0, this->tolerance) << i;
}

// The directions stay conjugate because the projection does not change an inner product with a probe of the subspace.
TYPED_TEST(ProbeSubspaceTest, IsAnOrthogonalProjector) {
  auto const a = test::random_values(modes * pixels, 1, 1);
  auto const b = test::random_values(modes * pixels, 1, 2);
  for (auto const& constraints :
       {Constraints{.probe_aperture = some_pixels()}, Constraints{.probe_support = some_pixels()}}) {
    auto const once = this->projected(constraints, a);
    EXPECT_LT(test::relative_distance(this->projected(constraints, once), once), this->tolerance);
    EXPECT_NEAR(std::abs(test::inner(once, b) - test::inner(a, this->projected(constraints, b))), 0,
                20 * this->tolerance);
    EXPECT_GT(test::relative_distance(once, a), 0.1);
  }
}

TYPED_TEST(ProbeSubspaceTest, WithoutConstraintsTheProbeIsFree) {
  auto const device = test::one_device();
  direction::ProbeSubspace<RunDevice, TypeParam> subspace(device);
  subspace.set({}, size, modes);
  EXPECT_FALSE(subspace.active());
}

}  // namespace
}  // namespace ptyger
