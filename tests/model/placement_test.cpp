#include "model/placement.hpp"

#include <gtest/gtest.h>

#include "tests/support/small_scan.hpp"

namespace ptyger {
namespace {

TEST(PlacementTest, PatchesOfAllFramesKeepTwoPixelsFromTheBorder) {
  auto const small = test::make_small_scan({.frames = 20, .seed = 5});
  auto const& placement = small.placement;
  double lowest = 1e9;
  for (std::size_t j = 0; j < 20; ++j) {
    auto const& position = small.scan.positions[j];
    EXPECT_NEAR(placement.row[j], position.row_m / small.scan.pixel_row_m - placement.origin_row, 1e-9);
    EXPECT_NEAR(placement.col[j], position.col_m / small.scan.pixel_col_m - placement.origin_col, 1e-9);
    lowest = std::min(lowest, placement.row[j]);
    EXPECT_GE(placement.row[j], 2 - 1e-9);
    EXPECT_LE(placement.row[j] + 9 + 2, static_cast<double>(placement.rows));
    EXPECT_LE(placement.col[j] + 9 + 2, static_cast<double>(placement.cols));
  }
  EXPECT_NEAR(lowest, 2, 1e-9);
}

TEST(PlacementTest, CornersAreSplitAsTheSamplingAsks) {
  auto const nearest = model::split_corner(2.5, 3.5, Sampling::nearest);
  EXPECT_EQ(nearest.row, 2);  // half to even
  EXPECT_EQ(nearest.col, 4);
  EXPECT_EQ(nearest.row_fraction, 0);
  EXPECT_EQ(nearest.col_fraction, 0);
  auto const bilinear = model::split_corner(2.75, 3.0, Sampling::bilinear);
  EXPECT_EQ(bilinear.row, 2);
  EXPECT_EQ(bilinear.row_fraction, 0.75);
  EXPECT_EQ(bilinear.col, 3);
  EXPECT_EQ(bilinear.col_fraction, 0);
  auto const fourier = model::split_corner(2.75, 3.25, Sampling::fourier);
  EXPECT_EQ(fourier.row, 3);
  EXPECT_EQ(fourier.row_fraction, -0.25);
  EXPECT_EQ(fourier.col_fraction, 0.25);
}

}  // namespace
}  // namespace ptyger
