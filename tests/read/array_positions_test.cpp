#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/array_files/mat5_bytes.hpp"
#include "tests/read/array_files.hpp"

// Positions of frames in files that are not HDF5: tables and rasters.
namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class ArrayPositions : public ArrayFiles {};

TEST_F(ArrayPositions, AreInTheOrderOfTheirNumbers) {
  auto const frames = write("f.npy", frames_npy());
  for (char const* const name : {"frame", "frame_number", "frame_index", "Index", "indexes"})
    expect_small_scan(read_scan(
        {frames, write("p.csv", std::string(name) + ",x_um,y_um\n3,4,8\n1,2,4\n0,1,2\n2,3,6\n")}, geometry()));
  // Counted from 1: there is no frame 4.
  expect_small_scan(read_scan({frames, write("p.csv", "frame,x_um,y_um\n4,4,8\n2,2,4\n1,1,2\n3,3,6\n")}, geometry()));
  auto const two = read_scan({frames, write("p.csv", "frame,x_um,y_um\n3,4,8\n1,2,4\n")}, geometry());
  EXPECT_EQ(two.indexes, (std::vector<std::int64_t>{1, 3}));
  EXPECT_NEAR(two.positions[0].row_m, 4e-6, 1e-15);
}

TEST_F(ArrayPositions, HaveNumbersThatAreWholeAndDifferent) {
  auto const frames = write("f.npy", frames_npy());
  auto const error = [&](std::string const& lines) {
    return error_of({frames, write("p.csv", "frame,x_um,y_um\n" + lines)});
  };
  EXPECT_THAT(error("0,1,2\n1.5,2,4\n2,3,6\n3,4,8\n"), AllOf(HasSubstr("'frame'"), HasSubstr("1.5")));
  EXPECT_THAT(error("0,1,2\n1,2,4\n1,3,6\n3,4,8\n"), AllOf(HasSubstr("'frame'"), HasSubstr("number 1 twice")));
  EXPECT_THAT(error("101,1,2\n102,2,4\n103,3,6\n104,4,8\n"), AllOf(HasSubstr("101 to 104"), HasSubstr("has 4 frames")));
  EXPECT_THAT(error("1,1,2\n2,2,4\n4,3,6\n"), HasSubstr("1 to 4"));
  EXPECT_THAT(
      error_of({frames, write("p.csv", "frame,x_um,y_um\n0,1,2\n1,2,4\n"), write("q.csv", "x_um,y_um\n3,6\n4,8\n")}),
      HasSubstr("only 2 of 4 positions"));
}

TEST_F(ArrayPositions, AreInTheUnitsOfTheNames) {
  auto const frames = write("f.npy", frames_npy());
  for (char const* const table :
       {"x_px,y_px\n1,2\n2,4\n3,6\n4,8\n", "x_A,y_A\n10000,20000\n20000,40000\n30000,60000\n40000,80000\n",
        "X_UM,Y_UM\n1,2\n2,4\n3,6\n4,8\n"}) {
    auto const scan = read_scan({frames, write("p.csv", table)}, geometry());
    EXPECT_NEAR(scan.positions[3].row_m, 8e-6, 1e-10);
    EXPECT_NEAR(scan.positions[3].col_m, 4e-6, 1e-10);
  }
}

TEST_F(ArrayPositions, NameTheColumnsOfATableWithoutPositions) {
  auto options = geometry();
  options.position_unit = "um";
  auto const frames = write("f.npy", frames_npy());
  EXPECT_THAT(error_of({frames, write("p.csv", "1,2\n2,4\n3,6\n4,8\n")}, options),
              AllOf(HasSubstr("p.csv has the columns 'column_1', 'column_2'"), HasSubstr("x_um,y_um")));
  EXPECT_THAT(error_of({frames, write("p.csv", "a,b\n1,2\n2,4\n3,6\n4,8\n")}), HasSubstr("columns 'a', 'b'"));
}

TEST_F(ArrayPositions, MayBeAnArrayBesideTheFrames) {
  auto options = geometry();
  options.position_unit = "um";
  auto const positions = write("p.npy", npy("<f8", "(4, 2)", bytes_of_values<double>({1, 2, 2, 4, 3, 6, 4, 8})));
  expect_small_scan(read_scan({write("f.npy", frames_npy()), positions}, options));
  expect_small_scan(read_scan({positions, folder / "f.npy"}, options));
  EXPECT_THAT(error_of({folder / "f.npy", positions}), HasSubstr("--position-unit"));
}

TEST_F(ArrayPositions, OfAnArrayOfMatlabFollowEachOtherAlongTheColumns) {
  // im(row, col, 2, 2): frames 0, 1 are the first column of the scan.
  Mat5 const mat;
  auto const counts = small_counts<std::uint16_t>();
  std::vector<std::uint16_t> turned(counts.size());
  for (std::size_t k = 0; k < counts.size(); ++k) turned[(k / 36) * 36 + (k % 6) * 6 + k / 6 % 6] = counts[k];
  auto const file = write("s.mat", mat.file(mat.array("im", 11, {6, 6, 2, 2}, 4, {bytes_of_values(turned)})));
  auto options = geometry();
  options.raster.step = RasterStep{2e-6, 3e-6};
  for (auto const& shape : {std::optional<RasterShape>{}, {RasterShape{2, 2}}}) {
    options.raster.shape = shape;
    auto const scan = read_scan({file}, options);
    EXPECT_EQ(scan.counts, expected().counts);
    EXPECT_NEAR(scan.positions[1].row_m - scan.positions[0].row_m, 2e-6, 1e-15);
    EXPECT_NEAR(scan.positions[1].col_m - scan.positions[0].col_m, 0, 1e-15);
    EXPECT_NEAR(scan.positions[2].row_m - scan.positions[0].row_m, 0, 1e-15);
    EXPECT_NEAR(scan.positions[2].col_m - scan.positions[0].col_m, 3e-6, 1e-15);
  }
  options.raster.shape = RasterShape{1, 4};  // a line, not the raster of the file
  EXPECT_NEAR(read_scan({file}, options).positions[3].col_m, 9e-6, 1e-15);
}

}  // namespace
}  // namespace ptyger::test
