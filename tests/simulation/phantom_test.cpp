#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "simulation/phantom.hpp"

namespace ptyger::simulation {
namespace {

constexpr std::size_t rows = 301;
constexpr std::size_t cols = 320;
constexpr double phase_shift = 1.2;

Phantom const& phantom() {
  static Phantom const made = [] {
    Random random(0, Purpose::phantom);
    return make_phantom(rows, cols, {{150, 160}, 120, 130}, Sample::mixed, phase_shift, random);
  }();
  return made;
}

// Transmission of the phantom at the nearest pixel.
std::complex<double> at(double row, double col) {
  return phantom()
      .object.values[static_cast<std::size_t>(std::lround(row)) * cols + static_cast<std::size_t>(std::lround(col))];
}

// Number of edges between metal and no metal along a path of points.
template <class Path>
int count_edges(int points, Path const& path) {
  std::vector<double> phase;
  for (int i = 0; i < points; ++i) phase.push_back(-std::arg(path(i)));
  auto const [low, high] = std::minmax_element(phase.begin(), phase.end());
  double const middle = (*low + *high) / 2;
  int count = 0;
  for (std::size_t i = 0; i < phase.size(); ++i)
    count += (phase[i] > middle) != (phase[(i + 1) % phase.size()] > middle);
  return count;
}

TEST(SimulatePhantom, TransmitsAtMostOneAndHasTheGivenSize) {
  EXPECT_EQ(phantom().object.rows, rows);
  EXPECT_EQ(phantom().object.cols, cols);
  ASSERT_EQ(phantom().object.values.size(), rows * cols);
  for (auto const& value : phantom().object.values) {
    EXPECT_LE(std::abs(value), 1);
    EXPECT_GT(std::abs(value), 0.5);
  }
}

// exp(-(beta + i delta) k t): ln|T| over the phase lies between the ratios beta / delta of the two materials.
TEST(SimulatePhantom, AmplitudeFollowsFromPhase) {
  for (auto const& value : phantom().object.values) {
    double const phase = -std::arg(value);
    ASSERT_GT(phase, 0);
    double const ratio = -std::log(std::abs(value)) / phase;
    EXPECT_GE(ratio, organic_absorption * (1 - 1e-9));
    EXPECT_LE(ratio, metal_absorption);
  }
}

TEST(SimulatePhantom, StarHasItsNumberOfSpokesAndSmallestPeriod) {
  auto const& star = *phantom().star;
  EXPECT_NEAR(2 * std::numbers::pi * star.inner_radius / star.spokes, smallest_period, 1e-12);
  double const radius = 0.64 * star.outer_radius;  // between two ring gaps
  auto const on_circle = [&](int i) {
    double const angle = 2 * std::numbers::pi * i / 3600;
    return at(star.centre.row - radius * std::sin(angle), star.centre.col + radius * std::cos(angle));
  };
  EXPECT_EQ(count_edges(3600, on_circle), 2 * (star.spokes - 1));  // one spoke is missing
}

TEST(SimulatePhantom, LineGroupsHaveThreeBarsOfTheirPeriod) {
  ASSERT_GE(phantom().lines.size(), 4U);
  for (auto const& group : phantom().lines) {
    if (group.period < 2 * smallest_period) continue;  // bars of two pixels are blurred by their neighbours
    auto const across = [&](int i) {
      double const along = i - 2;
      double const middle = group.length / 2;
      return group.horizontal ? at(group.corner.row + along, group.corner.col + middle)
                              : at(group.corner.row + middle, group.corner.col + along);
    };
    EXPECT_EQ(count_edges(static_cast<int>(2.5 * group.period) + 4, across), 6) << group.period;
  }
}

TEST(SimulatePhantom, StarHasTheGivenPhaseShift) {
  auto const& star = *phantom().star;
  double const radius = 0.9 * star.outer_radius;
  double const pitch = 2 * std::numbers::pi / star.spokes;
  auto const value = [&](double turn) {  // the first half of spoke 2 is metal
    double const angle = (2 + turn) * pitch;
    return at(star.centre.row - radius * std::sin(angle), star.centre.col + radius * std::cos(angle));
  };
  auto const ratio = value(0.25) / value(0.75);
  EXPECT_NEAR(-std::arg(ratio), phase_shift, 0.05);
  EXPECT_NEAR(-std::log(std::abs(ratio)), metal_absorption * phase_shift, 0.005);
}

TEST(SimulatePhantom, FitsIntoSmallFields) {
  Random random(0, Purpose::phantom);
  auto const small = make_phantom(40, 40, {{20, 20}, 8, 8}, Sample::mixed, 1, random);
  EXPECT_EQ(small.object.values.size(), 1600U);
  for (auto const& value : small.object.values) EXPECT_TRUE(std::abs(value) <= 1);
}

}  // namespace
}  // namespace ptyger::simulation
