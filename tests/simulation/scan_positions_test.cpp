#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "simulation/scan_positions.hpp"

namespace ptyger::simulation {
namespace {

std::vector<Point> positions(Pattern pattern, std::size_t frames, double step, Positions kind = Positions::subpixel) {
  Options options;
  options.pattern = pattern;
  options.frames = frames;
  options.positions = kind;
  Random random(0, Purpose::positions);
  return scan_positions(options, step, random);
}

// Distance of point j from its nearest neighbour.
double nearest_distance(std::vector<Point> const& points, std::size_t j) {
  double least = 1e300;
  for (std::size_t i = 0; i < points.size(); ++i)
    if (i != j) least = std::min(least, std::hypot(points[i].row - points[j].row, points[i].col - points[j].col));
  return least;
}

// Lengths of the bounding box of points.
struct Box {
  double rows = 0;
  double cols = 0;
};

Box extent(std::vector<Point> const& points) {
  auto const by_row = [](Point a, Point b) { return a.row < b.row; };
  auto const by_col = [](Point a, Point b) { return a.col < b.col; };
  auto const [top, bottom] = std::minmax_element(points.begin(), points.end(), by_row);
  auto const [left, right] = std::minmax_element(points.begin(), points.end(), by_col);
  return {bottom->row - top->row, right->col - left->col};
}

TEST(SimulatePositions, EveryPatternHasTheGivenNumberOfFrames) {
  for (auto const pattern : {Pattern::raster, Pattern::jittered, Pattern::spiral})
    for (std::size_t const frames : {1U, 2U, 7U, 100U, 513U}) EXPECT_EQ(positions(pattern, frames, 3.0).size(), frames);
}

TEST(SimulatePositions, RasterIsAGridWithTheGivenStep) {
  auto const points = positions(Pattern::raster, 12, 2.5);  // 3 rows of 4
  EXPECT_DOUBLE_EQ(points.front().row, -2.5);
  EXPECT_DOUBLE_EQ(points.front().col, -3.75);
  EXPECT_DOUBLE_EQ(points.back().row, 2.5);
  EXPECT_DOUBLE_EQ(points.back().col, 3.75);
  for (std::size_t j = 0; j < points.size(); ++j) EXPECT_NEAR(nearest_distance(points, j), 2.5, 1e-12);
}

TEST(SimulatePositions, JitterReachesItsBoundAndStaysWithin) {
  auto const raster = positions(Pattern::raster, 400, 8);
  auto const moved = positions(Pattern::jittered, 400, 8);
  double largest = 0;
  for (std::size_t j = 0; j < raster.size(); ++j)
    largest = std::max({largest, std::abs(raster[j].row - moved[j].row), std::abs(raster[j].col - moved[j].col)});
  EXPECT_LE(largest, 0.25 * 8);
  EXPECT_GT(largest, 0.24 * 8);
}

// One point in each area step x step: a square of sqrt(N) steps, with even density.
TEST(SimulatePositions, SpiralCoversASquareEvenly) {
  double const step = 4;
  auto const points = positions(Pattern::spiral, 900, step);
  auto const box = extent(points);
  EXPECT_NEAR(box.rows, 30 * step, 2 * step);
  EXPECT_NEAR(box.cols, 30 * step, 2 * step);
  for (std::size_t j = 0; j < points.size(); ++j) {
    EXPECT_GT(nearest_distance(points, j), 0.8 * step) << j;
    EXPECT_LT(nearest_distance(points, j), 1.3 * step) << j;
  }
}

TEST(SimulatePositions, IntegerPositionsAreTheNearestPixels) {
  auto const exact = positions(Pattern::spiral, 200, 5.3);
  auto const whole = positions(Pattern::spiral, 200, 5.3, Positions::integer);
  for (std::size_t j = 0; j < exact.size(); ++j) {
    EXPECT_EQ(whole[j].row, std::round(exact[j].row));
    EXPECT_EQ(whole[j].col, std::round(exact[j].col));
  }
}

}  // namespace
}  // namespace ptyger::simulation
