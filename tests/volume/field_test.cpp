#include "volume/field.hpp"

#include <gmock/gmock.h>

#include "ptyger/error.hpp"

namespace ptyger::test {
namespace {

using testing::HasSubstr;

/// An outline of 20 x 30 pixels of 1 nm, lit except for a border of two pixels, centred at (row, col) nm.
volume::Outline outline(double row_nm, double col_nm) {
  volume::Outline one;
  one.pixel_row_m = one.pixel_col_m = 1e-9;
  one.center_row_m = row_nm * 1e-9;
  one.center_col_m = col_nm * 1e-9;
  one.rows = 20;
  one.cols = 30;
  one.top = one.left = 2;
  one.lit_rows = 16;
  one.lit_cols = 26;
  return one;
}

TEST(Field, IsTheUnionOfTheLitRectangles) {
  std::vector<volume::Outline> outlines = {outline(100, 50), outline(103, 45), outline(98.8, 50.4)};
  volume::Field const field = volume::common_field(outlines);
  EXPECT_EQ(field.rows, 16U + 4U);
  EXPECT_EQ(field.cols, 26U + 5U);
  EXPECT_EQ(field.places[0].row, 1U);
  EXPECT_EQ(field.places[1].row, 4U);
  EXPECT_EQ(field.places[2].row, 0U);
  EXPECT_EQ(field.places[0].col, 5U);
  EXPECT_EQ(field.places[1].col, 0U);
  EXPECT_EQ(field.places[2].col, 5U);
  EXPECT_NEAR(field.places[2].row_subpixel, -0.2, 1e-9);
  EXPECT_NEAR(field.places[2].col_subpixel, 0.4, 1e-9);
}

/// The first outline defines the grid. On a fixed grid, rounding errors would decide which way a place at half a pixel
/// is rounded.
TEST(Field, TakesTheGridOfTheFirst) {
  std::vector<volume::Outline> outlines = {outline(0.5, 7.5), outline(0.5 + 1e-12, 7.5), outline(0.5 - 1e-12, 7.5)};
  volume::Field const field = volume::common_field(outlines);
  EXPECT_EQ(field.rows, 16U);
  EXPECT_NEAR(field.places[1].row_subpixel, 0, 1e-9);
}

TEST(Field, ExcludesProjectionsWithAnotherPixelSize) {
  std::vector<volume::Outline> outlines = {outline(0, 0), outline(0, 0), outline(1, 0)};
  outlines[0].pixel_col_m *= 1.01;
  outlines[2].pixel_col_m *= 1.0005;
  volume::Field const field = volume::common_field(outlines);
  EXPECT_THAT(outlines[0].missing, HasSubstr("1.01 nm"));
  EXPECT_EQ(outlines[1].missing, "");
  EXPECT_EQ(outlines[2].missing, "");
  EXPECT_EQ(field.rows, 17U);
}

TEST(Field, ExcludesProjectionsBesideTheOthers) {
  std::vector<volume::Outline> outlines = {outline(0, 0), outline(2, 0), outline(0, 1e6)};
  EXPECT_EQ(volume::common_field(outlines).cols, 26U);
  EXPECT_THAT(outlines[2].missing, HasSubstr("1e+06 columns away"));
}

TEST(Field, NeedsOneProjection) {
  std::vector<volume::Outline> outlines(2);
  outlines[0].missing = outlines[1].missing = "is truncated";
  try {
    volume::common_field(outlines);
    FAIL();
  } catch (InputError const& error) {
    EXPECT_THAT(error.what(), HasSubstr("is truncated"));
  }
  std::vector<volume::Outline> none;
  EXPECT_THROW(volume::common_field(none), InputError);
}

TEST(PackedMask, KeepsEveryPixel) {
  for (std::vector<std::uint8_t> const& lit :
       {std::vector<std::uint8_t>{}, {1, 1, 1, 1, 1, 1}, {0, 0, 0, 0, 0, 0}, {0, 1, 1, 0, 0, 1}}) {
    write::LitMask const mask = volume::PackedMask(write::LitMask{3, 4, 2, lit.size() / 2, lit}).unpack();
    EXPECT_EQ(mask.lit, lit);
    EXPECT_EQ(mask.top, 3U);
    EXPECT_EQ(mask.cols, lit.size() / 2);
  }
}

}  // namespace
}  // namespace ptyger::test
