#include "read/positions/raster.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "app/reading_notes.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/read/synthetic.hpp"

namespace ptyger::read {
namespace {

using test::message_of;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

TEST(Raster, GoesRowByRowAndIsTurnedAsAWhole) {
  auto const flat = raster_positions({.shape = {2, 3}, .step = {1e-6, 2e-6}});
  ASSERT_EQ(flat.size(), 6U);
  EXPECT_EQ(flat[2].row_m, 0);
  EXPECT_EQ(flat[2].col_m, 4e-6);
  EXPECT_EQ(flat[3].row_m, 1e-6);
  EXPECT_EQ(flat[3].col_m, 0);
  auto const turned = raster_positions({.shape = {2, 3}, .step = {1e-6, 2e-6}, .axes = {.rotation_deg = 90}});
  EXPECT_NEAR(turned[2].row_m, 4e-6, 1e-20);
  EXPECT_NEAR(turned[3].col_m, -1e-6, 1e-20);
}

TEST(Raster, CompletesWhatIsGivenByTheFile) {
  Raster const of_file{.shape = {2, 3}, .step = {1e-6, 2e-6}, .axes = {.swap = true}};
  auto const from_file = complete_raster({}, of_file, "f");
  EXPECT_EQ(from_file.shape.cols, 3U);
  EXPECT_EQ(from_file.step.col_m, 2e-6);
  auto const other_step = complete_raster({.step = RasterStep{5e-6, 6e-6}}, of_file, "f");
  EXPECT_EQ(other_step.shape.rows, 2U);
  EXPECT_EQ(other_step.step.row_m, 5e-6);
  EXPECT_TRUE(other_step.axes.swap);
  auto const other_shape = complete_raster({.shape = RasterShape{3, 2}}, of_file, "f");
  EXPECT_EQ(other_shape.shape.rows, 3U);
  EXPECT_EQ(other_shape.step.row_m, 1e-6);
}

TEST(Raster, NeedsAShapeAndSteps) {
  auto const error = [](RasterGiven const& given, std::optional<Raster> const& of_file) {
    return message_of<InputError>([&] { complete_raster(given, of_file, "f: frames"); });
  };
  EXPECT_THAT(error({}, {}), AllOf(HasSubstr("f: frames"), HasSubstr("no positions"), HasSubstr("--raster")));
  EXPECT_THAT(error({}, Raster{.shape = {0, 0}, .step = {1, 1}}), HasSubstr("no positions"));
  EXPECT_THAT(error({.shape = RasterShape{2, 3}}, {}), AllOf(HasSubstr("raster of 2 x 3"), HasSubstr("--step")));
  EXPECT_THAT(error({}, Raster{.shape = {2, 2}, .step = {1e-6, 0}}), HasSubstr("--step"));
  EXPECT_THAT(error({}, Raster{.shape = {2, 2}, .step = {std::nan(""), 1e-6}}), HasSubstr("no numbers"));
  EXPECT_EQ(complete_raster({}, Raster{.shape = {1, 4}, .step = {0, 1e-6}}, "f").shape.cols, 4U);  // a line
}

TEST(Raster, TextsOfShapes) {
  std::optional<RasterShape> shape;
  EXPECT_EQ(parse_raster_shape("11x12", shape), "");
  EXPECT_EQ(shape->rows, 11U);
  EXPECT_EQ(shape->cols, 12U);
  EXPECT_EQ(parse_raster_shape("3X4", shape), "");
  EXPECT_EQ(shape->cols, 4U);
  for (char const* wrong : {"", "11", "11x", "x11", "11,12", "0x4", "-1x4", "1.5x2", "2x3x4", " 2x3", "1000000x1000000",
                            "99999999999999999999x1"})
    EXPECT_THAT(parse_raster_shape(wrong, shape), HasSubstr("is no raster")) << wrong;
}

TEST(Raster, TextsOfSteps) {
  std::optional<RasterStep> step;
  EXPECT_EQ(parse_raster_step("1e-7", step), "");
  EXPECT_EQ(step->row_m, 1e-7);
  EXPECT_EQ(step->col_m, 1e-7);
  EXPECT_EQ(parse_raster_step("1e-7,2e-7", step), "");
  EXPECT_EQ(step->col_m, 2e-7);
  for (char const* wrong : {"", "a", "1e-7,", "1e-7,2e-7,3e-7", "1e-7x2e-7"})
    EXPECT_THAT(parse_raster_step(wrong, step), HasSubstr("neither a step in metres")) << wrong;
  for (char const* wrong : {"0", "-1e-7", "1e-7,-2e-7", "nan", "inf", "5"})
    EXPECT_THAT(parse_raster_step(wrong, step), HasSubstr("makes no raster")) << wrong;
}

/// The small scan of 4 frames as CXI, which has positions of its own.
class RasterOfScan : public testing::Test {
 protected:
  RasterOfScan() {
    write("scan.cxi", true);
    write("frames.cxi", false);
  }
  void write(std::string const& name, bool with_positions) const {
    hdf5::OutputFile out(folder / name);
    test::write_frames(out, test::small_counts<std::uint16_t>());
    if (with_positions) test::write_positions(out);
    test::write_geometry(out);
    out.close();
  }
  Scan read(ReadOptions const& options) const { return read_scan({folder / "scan.cxi"}, options); }
  std::string error(ReadOptions const& options) const {
    return message_of<InputError>([&] { read(options); });
  }
  test::TemporaryFolder folder;
};

TEST_F(RasterOfScan, ReplacesThePositionsOfTheFile) {
  ReadOptions options{.axes = {.negate_col = true, .rotation_deg = 90},
                      .raster = {.shape = RasterShape{2, 2}, .step = RasterStep{3e-6, 5e-6}}};
  auto const scan = read(options);
  EXPECT_NEAR(scan.positions[1].row_m, -5e-6, 1e-18);
  EXPECT_NEAR(scan.positions[2].col_m, -3e-6, 1e-18);
  EXPECT_THAT(app::reading_notes(scan.reading),
              Contains("positions: a raster of 2 x 2 with steps of 3000 x 5000 nm, as given"));
}

TEST_F(RasterOfScan, ChosenFramesMayFillIt) {
  RasterGiven const line{.shape = RasterShape{1, 3}, .step = RasterStep{3e-6, 5e-6}};
  EXPECT_THAT(error({.raster = line}),
              AllOf(HasSubstr("4 frames, but the raster of 1 x 3 has 3 positions"), HasSubstr("--only-frames")));
  auto const scan = read({.raster = line, .skip_frames = {{1, 1}}});
  EXPECT_THAT(scan.indexes, testing::ElementsAre(0, 2, 3));
  EXPECT_NEAR(scan.positions[1].col_m, 5e-6, 1e-18);
}

TEST_F(RasterOfScan, PlacesFramesOfCxiWithoutPositions) {
  auto const scan =
      read_scan({folder / "frames.cxi"}, {.raster = {.shape = RasterShape{2, 2}, .step = RasterStep{3e-6, 5e-6}}});
  EXPECT_NEAR(scan.positions[3].row_m, 3e-6, 1e-18);
  EXPECT_NEAR(scan.positions[3].col_m, 5e-6, 1e-18);
  EXPECT_NEAR(scan.pixel_row_m, 1e-6, 1e-12);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains("format: CXI without positions"));
  hdf5::OutputFile out(folder / "motors.h5");
  out.dataset<double>("x_um", {4}, {1, 2, 3, 4});
  out.dataset<double>("y_um", {4}, {2, 4, 6, 9});
  out.close();
  EXPECT_NEAR(read_scan({folder / "frames.cxi", folder / "motors.h5"}).positions[3].row_m, 9e-6, 1e-15);
  EXPECT_THAT(message_of<InputError>([&] { read_scan({folder / "frames.cxi"}); }),
              AllOf(HasSubstr("there are frames, but no positions"), HasSubstr("--raster"), HasSubstr("x and y")));
}

TEST_F(RasterOfScan, SaysWhatIsThereOfAScanThatEndedEarly) {
  RasterGiven given{.shape = RasterShape{1000000, 3}, .step = RasterStep{3e-6, 5e-6}};
  EXPECT_THAT(error({.raster = given}),
              AllOf(HasSubstr("has 3000000 positions"), HasSubstr("give --raster 1x3 --only-frames 0-2.")));
  given.shape = RasterShape{1, 3};
  EXPECT_EQ(read({.raster = given, .only_frames = {{0, 2}}}).frames, 3U);
  given.shape = RasterShape{2, 5};
  EXPECT_THAT(error({.raster = given}), HasSubstr("Give the right --raster"));
}

TEST_F(RasterOfScan, RefusesOptionsWithoutUse) {
  EXPECT_THAT(error({.raster = {.step = RasterStep{1e-6, 1e-6}}}),
              AllOf(HasSubstr("the files hold positions"), HasSubstr("--raster")));
  EXPECT_THAT(error({.raster = {.shape = RasterShape{2, 2}}}), HasSubstr("Give --step"));
  EXPECT_THAT(error({.position_unit = "um"}), HasSubstr("all frames show the same place"));
  EXPECT_THAT(error({.raster = {.shape = RasterShape{2, 2}, .step = RasterStep{1e-6, 1e-6}}, .position_unit = "um"}),
              HasSubstr("--position-unit is the unit of positions in a file"));
}

}  // namespace
}  // namespace ptyger::read
