#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "read/positions/positions.hpp"

namespace ptyger::test {
namespace {

// The eight turns by swaps and signs, each with rotations.
std::vector<PositionAxes> turns() {
  std::vector<PositionAxes> all;
  for (double const rotation : {0.0, 37.0, -11.0, 169.0})
    for (int i = 0; i < 8; ++i) all.push_back({(i & 4) != 0, (i & 2) != 0, (i & 1) != 0, rotation});
  return all;
}

Position turned(Position position, PositionAxes axes) {
  return read::turn_positions({position}, axes).front();
}

void expect_position(Position found, double row_m, double col_m) {
  EXPECT_NEAR(found.row_m, row_m, 1e-12);
  EXPECT_NEAR(found.col_m, col_m, 1e-12);
}

TEST(TurnPositions, ARotationGoesFromColumnsTowardsRows) {
  expect_position(turned({.row_m = 0, .col_m = 1}, {.rotation_deg = 90}), 1, 0);
  expect_position(turned({.row_m = 0, .col_m = 2}, {.rotation_deg = 30}), 1, std::sqrt(3));
  expect_position(turned({.row_m = 1, .col_m = 0}, {.rotation_deg = 90}), 0, -1);
}

TEST(TurnPositions, SwapsThenSignsThenRotates) {
  expect_position(turned({.row_m = 2, .col_m = 3}, {.swap = true, .negate_row = true, .rotation_deg = 90}), 2, 3);
}

TEST(TurnPositions, TheInverseUndoesEveryTurn) {
  for (auto const& axes : turns()) expect_position(turned(turned({2, 3}, axes), read::inverse(axes)), 2, 3);
}

TEST(TurnPositions, TheOppositeIsAHalfTurn) {
  for (auto const& axes : turns()) {
    auto const one = turned({2, 3}, axes);
    expect_position(turned({2, 3}, read::opposite(axes)), -one.row_m, -one.col_m);
    EXPECT_NEAR(read::turn_between_deg(axes, read::opposite(axes)), 180, 1e-6);
  }
}

TEST(TurnPositions, ASimplifiedTurnIsTheSameTurn) {
  for (auto const& axes : turns()) EXPECT_NEAR(read::turn_between_deg(axes, read::simplified(axes)), 0, 1e-6);
  EXPECT_EQ(read::simplified({false, true, true, -11}), (PositionAxes{.rotation_deg = 169}));
  EXPECT_EQ(read::simplified({true, false, true, -3}), (PositionAxes{.rotation_deg = 87}));
  EXPECT_EQ(read::simplified({true, false, true, 0}), (PositionAxes{true, false, true, 0}));
  EXPECT_EQ(read::simplified({true, false, false, 5}), (PositionAxes{true, false, false, 5}));
}

TEST(TurnPositions, AnglesBetweenTurns) {
  EXPECT_NEAR(read::turn_between_deg({}, {.rotation_deg = 0.2}), 0.2, 1e-9);
  EXPECT_NEAR(read::turn_between_deg({.rotation_deg = -179}, {.rotation_deg = 180}), 1, 1e-9);
  EXPECT_NEAR(read::turn_between_deg({}, {.negate_row = true}), 180, 1e-6);
}

}  // namespace
}  // namespace ptyger::test
