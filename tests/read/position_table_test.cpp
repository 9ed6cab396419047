#include "read/positions/position_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/reading_notes.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/read/four_d_stem.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

/// Frames of py4DSTEM with a table of positions in another file.
Layout with_table(std::vector<std::string> const& names) {
  auto layout = py4dstem_layout();
  layout.inputs.push_back("positions.h5");
  if (names.size() == 2) {
    layout.set_in("positions.h5", names[0], numbers<double>({4}, {1, 2, 3, 4}));
    layout.set_in("positions.h5", names[1], numbers<double>({4, 1}, {2, 4, 6, 9}));
  } else {
    layout.set_in("positions.h5", names[0], numbers<double>({4, 2}, {1, 2, 2, 4, 3, 6, 4, 9}));
  }
  return layout;
}

Layout& unit(Layout& layout, std::string const& dataset, std::string const& name) {
  layout.attributes["positions.h5"][{dataset, "units"}] = [=](hdf5::OutputFile& out) {
    out.attribute(dataset, "units", name);
  };
  return layout;
}

Scan read_table(Layout const& layout, ReadOptions const& options = {}) {
  TemporaryFolder const folder;
  return read_scan(layout.write(folder), options);
}

std::string error_of(Layout const& layout, ReadOptions const& options = {}) {
  return message_of<InputError>([&] { read_table(layout, options); });
}

/// Expects the position of the last frame, x = 4 and y = 9 units.
void expect_unit(Scan const& scan, double unit_m) {
  ASSERT_EQ(scan.frames, 4U);
  EXPECT_NEAR(scan.positions[3].col_m / unit_m, 4, 1e-9);
  EXPECT_NEAR(scan.positions[3].row_m / unit_m, 9, 1e-9);
}

TEST(PositionTable, PlacesTheFramesOfADetector) {
  for (std::vector<std::string> const& names : {std::vector<std::string>{"x_nm", "y_nm"},
                                                {"X_nm", "Y_nm"},
                                                {"position_x_nm", "position_y_nm"},
                                                {"x_position_nm", "y_position_nm"},
                                                {"pos_x_nm", "pos_y_nm"},
                                                {"x_pos_nm", "y_pos_nm"},
                                                {"Sample_X_nm", "Sample_Y_nm"},
                                                {"positions_nm"}})
    expect_unit(read_table(with_table(names)), 1e-9);
  expect_unit(read_table(with_table({"array"}), {.position_unit = "nm"}), 1e-9);
  auto const notes = app::reading_notes(read_table(with_table({"x_nm", "y_nm"})).reading);
  EXPECT_THAT(notes, AllOf(Contains("format: py4DSTEM"), Contains(HasSubstr("signs of the positions are not proven"))));
}

TEST(PositionTable, TakesTheUnitOfTheOptionsThenOfTheAttributeThenOfTheName) {
  auto layout = with_table({"x_nm", "y_nm"});
  unit(unit(layout, "x_nm", "A"), "y_nm", "A");
  expect_unit(read_table(layout), 1e-10);
  expect_unit(read_table(layout, {.position_unit = "nm"}), 1e-9);
  expect_unit(read_table(layout, {.position_unit = "px", .pixel_m = 2e-9}), 2e-9);
}

TEST(PositionTable, RefusesPositionsWithoutAUnit) {
  EXPECT_THAT(error_of(with_table({"x", "y"})), AllOf(HasSubstr("'x'"), HasSubstr("--position-unit")));
  auto half = with_table({"x_nm", "y"});
  EXPECT_THAT(error_of(half), AllOf(HasSubstr("'y'"), HasSubstr("--position-unit")));
  EXPECT_THAT(error_of(with_table({"x", "y"}), {.position_unit = "steps"}), HasSubstr("'steps'"));
  EXPECT_THAT(error_of(unit(half, "y", "volts")), HasSubstr("'volts', which is no known unit of length"));
}

TEST(PositionTable, RefusesTablesThatDoNotFit) {
  auto short_table = with_table({"x_nm", "y_nm"});
  short_table.set_in("positions.h5", "y_nm", numbers<double>({3}, {1, 2, 3}));
  EXPECT_THAT(error_of(short_table), AllOf(HasSubstr("has 3 values"), HasSubstr("has 4")));
  short_table.set_in("positions.h5", "x_nm", numbers<double>({3}, {1, 2, 3}));
  EXPECT_THAT(error_of(short_table), AllOf(HasSubstr("has 4 frames"), HasSubstr("has 3 positions")));
  auto twice = with_table({"x_nm", "y_nm"});
  twice.set_in("positions.h5", "positions_nm", numbers<double>({4, 2}, {1, 2, 2, 4, 3, 6, 4, 8}));
  EXPECT_THAT(error_of(twice), HasSubstr("could both be positions"));
  auto capital = with_table({"x_nm", "y_nm"});
  capital.set_in("positions.h5", "X", scalar(1));
  EXPECT_THAT(error_of(capital), HasSubstr("could both be positions"));
}

TEST(PositionTable, IsNotUsedWithARasterOfTheOptions) {
  EXPECT_THAT(error_of(with_table({"x_nm", "y_nm"}), {.raster = {.shape = RasterShape{2, 2}}}),
              HasSubstr("nothing was taken from this file"));
  EXPECT_THAT(error_of(with_table({"unknown"})), HasSubstr("nothing was taken from this file"));
}

}  // namespace
}  // namespace ptyger::test
