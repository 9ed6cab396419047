#include <gtest/gtest.h>

#include <array>
#include <numeric>

#include "tests/support/small_device.hpp"
#include "update/apply_step.hpp"
#include "update/momentum_step.hpp"

namespace ptyger {
namespace {

using Values = std::vector<std::complex<double>>;

/// Steps of an object of 3 x 5 and two probe modes of 2 x 2 pixels.
class StepsTest : public testing::Test {
 protected:
  /// An estimate and its values on the host.
  struct HostedEstimate {
    model::Estimate<RunDevice, double> device;
    Values object;
    Values probe;
  };

  DeviceContext<RunDevice> device = test::one_device();

  /// An estimate of random values.
  HostedEstimate make(std::uint64_t seed) {
    HostedEstimate result{model::make_estimate<RunDevice, double>(device, "part", 3, 5, 2, 2),
                          test::random_values(15, 1, seed), test::random_values(8, 1, seed + 100)};
    device::copy_to_device(device, result.object.data(), result.device.object);
    device::copy_to_device(device, result.probe.data(), result.device.probe);
    return result;
  }

  void expect_equal(model::Estimate<RunDevice, double> const& found, Values const& object, Values const& probe) const {
    EXPECT_LT(test::relative_distance(test::on_host(device, found.object), object), 1e-15);
    EXPECT_LT(test::relative_distance(test::on_host(device, found.probe), probe), 1e-15);
  }
};

TEST_F(StepsTest, ApplyStepMovesOnlyThePartsOfMoves) {
  auto const direction = make(2);
  for (model::Moves const moves : {model::Moves{true, true}, model::Moves{true, false}, model::Moves{false, true}}) {
    auto const estimate = make(1);
    update::apply_step(device, estimate.device, direction.device, moves, 0.37);
    expect_equal(estimate.device, test::sum(estimate.object, moves.object ? 0.37 : 0, direction.object),
                 test::sum(estimate.probe, moves.probe ? 0.37 : 0, direction.probe));
  }
}

// v <- 0.5 v - factor g / (share weight + floor), 1.5 times as much for the probe (src/solver/README.md,
// "Ordered-subset start"). Both steps have the same weights, with which the halved gradient is the momentum.
TEST_F(StepsTest, MomentumStepsFollowTheFormula) {
  auto const subsets = std::array{make(2), make(3)};
  auto const illumination = model::make_illumination<RunDevice, double>(device, 3, 5, 2);
  std::vector<double> of_object(15);
  std::iota(of_object.begin(), of_object.end(), 0.0);
  test::write(device, of_object, illumination.object.data());
  test::write(device, std::vector<double>{1, 3, 5, 7}, illumination.probe.data());
  for (model::Moves const moves : {model::Moves{true, true}, model::Moves{true, false}, model::Moves{false, true}}) {
    auto const estimate = make(1);
    auto const gradient = model::make_estimate(device, "gradient", estimate.device);
    Values object_velocity(15);
    Values probe_velocity(8);
    auto object = estimate.object;
    auto probe = estimate.probe;
    for (auto const& subset : subsets) {
      update::apply_step(device, gradient, subset.device, {}, 1);
      auto const object_sum = test::on_host(device, gradient.object);
      auto const probe_sum = test::on_host(device, gradient.probe);
      update::momentum_step(device, estimate.device, gradient, illumination, moves, {0.5, 0.25, 3, 4});
      expect_equal(gradient, test::sum(object_sum, moves.object ? -0.5 : 0, object_sum),
                   test::sum(probe_sum, moves.probe ? -0.5 : 0, probe_sum));  // half of the gradient is left
      for (std::size_t i = 0; moves.object && i < 15; ++i) {
        object_velocity[i] = 0.5 * object_velocity[i] - 0.5 * subset.object[i] / (0.25 * static_cast<double>(i) + 3);
        object[i] += object_velocity[i];
      }
      for (std::size_t i = 0; moves.probe && i < 8; ++i) {
        double const weight = 0.25 * (1 + 2 * static_cast<double>(i % 4));
        probe_velocity[i] = 0.5 * probe_velocity[i] - 1.5 * 0.5 * subset.probe[i] / (weight + 4);
        probe[i] += probe_velocity[i];
      }
    }
    expect_equal(estimate.device, object, probe);
  }
}

// Without illumination the divisor is 0; a step that would not be finite is not made.
TEST_F(StepsTest, MomentumStepWithoutIlluminationChangesNothing) {
  auto const gradient = make(3);
  auto const estimate = make(1);
  auto const dark = model::make_illumination<RunDevice, double>(device, 3, 5, 2);
  update::momentum_step(device, estimate.device, gradient.device, dark, {}, {1, 1, 0, 0});
  expect_equal(estimate.device, estimate.object, estimate.probe);
}

// The gradient stays in owned pixels, and the gradient of the probe on device 0.
TEST_F(StepsTest, ClearOutsideOwnedKeepsOwnedPixels) {
  for (core::Box const owned : {core::Box{0, 0, 3, 5}, core::Box{1, 2, 1, 2}, core::Box{0, 0, 2, 3},
                                core::Box{2, 1, 1, 4}, core::Box{1, 1, 0, 0}})
    for (int const id : {0, 1}) {
      auto gradient = make(7);
      gradient.device.owned = owned;
      device.id = id;
      update::clear_outside_owned(device, gradient.device);
      for (int i = 0; i < 15; ++i)
        if (core::intersection(owned, {i / 5, i % 5, 1, 1}).empty()) gradient.object[static_cast<std::size_t>(i)] = 0;
      if (id != 0) gradient.probe.assign(gradient.probe.size(), 0);
      EXPECT_EQ(test::on_host(device, gradient.device.object), gradient.object);
      EXPECT_EQ(test::on_host(device, gradient.device.probe), gradient.probe);
    }
}

}  // namespace
}  // namespace ptyger
