#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/reading_notes.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "read/file_pixel.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/read/synthetic.hpp"

namespace ptyger {
namespace {

using test::message_of;
using testing::AllOf;
using testing::HasSubstr;

constexpr std::size_t frame_count = test::small_frames;
constexpr std::size_t side = 8;  // rows = columns of the square frames

/// Numbers of pixels that pad the square frames on each side.
struct Margin {
  std::size_t above = 0;
  std::size_t below = 0;
  std::size_t left = 0;
  std::size_t right = 0;

  FrameShape shape() const { return {side + above + below, side + left + right}; }
};

/// Square images padded with other values: [image][row][col].
template <class T>
std::vector<T> padded(std::vector<T> const& squares, Margin const& margin, T padding) {
  auto const shape = margin.shape();
  std::vector<T> out(squares.size() / (side * side) * shape.pixels(), padding);
  for (std::size_t k = 0; k < squares.size(); ++k) {
    std::size_t const row = margin.above + k / side % side;
    std::size_t const col = margin.left + k % side;
    out[k / (side * side) * shape.pixels() + row * shape.cols + col] = squares[k];
  }
  return out;
}

/// Distinct counts, bright around the zero frequency at [4][4].
std::vector<std::uint16_t> square_counts() {
  std::vector<std::uint16_t> counts;
  for (std::size_t frame = 0; frame < frame_count; ++frame)
    for (std::size_t row = 0; row < side; ++row)
      for (std::size_t col = 0; col < side; ++col) {
        bool const bright = row >= 3 && row <= 5 && col >= 3 && col <= 5;
        counts.push_back(static_cast<std::uint16_t>((bright ? 1000 : 10) + frame + row * side + col));
      }
  return counts;
}

class RectangularFrames : public testing::Test {
 protected:
  void write(Margin const& margin, bool dark = false) {
    auto const [rows, cols] = margin.shape();
    hdf5::OutputFile out(file);
    out.dataset<std::uint16_t>(test::detector + "data", {frame_count, rows, cols},
                               padded(square_counts(), margin, {7}));
    std::vector<std::uint32_t> mask(side * side, 0);
    mask[2 * side + 5] = mask[6 * side + 1] = 1;
    out.dataset<std::uint32_t>(test::detector + "mask", {rows, cols}, padded(mask, margin, 1U));
    std::vector<float> darks;
    for (std::size_t k = 0; k < 2 * side * side; ++k) darks.push_back(static_cast<float>(k % 5));
    if (dark) out.dataset<float>(test::detector + "data_dark", {2, rows, cols}, padded(darks, margin, 1.F));
    test::write_positions(out);
    test::write_geometry(out);
    out.close();
  }
  /// Reads the square frames and the padded frames; both scans must be equal except for Scan::in_file.
  void expect_same(ReadOptions const& square, Margin const& margin, ReadOptions const& rectangular, bool dark = false) {
    write({}, dark);
    Scan const expected = read_scan({file}, square);
    write(margin, dark);
    Scan const scan = read_scan({file}, rectangular);
    EXPECT_EQ(scan.detector, expected.detector);
    EXPECT_EQ(scan.counts, expected.counts);
    EXPECT_EQ(scan.measured, expected.measured);
    EXPECT_DOUBLE_EQ(scan.pixel_row_m, expected.pixel_row_m);
    EXPECT_DOUBLE_EQ(scan.pixel_col_m, expected.pixel_col_m);
    for (std::size_t row = 0; row < scan.detector; ++row)
      for (std::size_t col = 0; col < scan.detector; ++col) {
        auto const in_square = read::file_pixel(*expected.in_file, scan.detector, row, col);
        auto const pixel = read::file_pixel(*scan.in_file, scan.detector, row, col);
        EXPECT_EQ(pixel.row, in_square.row + margin.above);
        EXPECT_EQ(pixel.col, in_square.col + margin.left);
      }
  }
  std::string error_of(ReadOptions const& options) const {
    return message_of<InputError>([&] { read_scan({file}, options); });
  }
  test::TemporaryFolder folder;
  std::string const file = folder / "scan.cxi";
};

TEST_F(RectangularFrames, AreCroppedToTheSquareAroundAGivenCenter) {
  for (Margin const& margin : {Margin{3, 7, 5, 0}, Margin{0, 1, 4, 9}}) {
    DetectorPoint const center{static_cast<double>(4 + margin.above), static_cast<double>(4 + margin.left)};
    expect_same({}, margin, {.center = center});
    expect_same({.crop = 6}, margin, {.crop = 6, .center = center});
    expect_same({}, margin, {.center = center}, true);
  }
}

TEST_F(RectangularFrames, AreCroppedToTheSquareInTheirMiddle) {
  expect_same({.crop = 8}, {3, 3, 0, 0}, {.crop = 8});
  expect_same({.crop = 5}, {0, 1, 2, 2}, {.crop = 5});
}

TEST_F(RectangularFrames, AreCroppedBeforeTheyAreTurned) {
  for (int code = 1; code < 8; ++code) {
    FrameOrientation const turn{(code & 1) != 0, (code & 2) != 0, (code & 4) != 0};
    expect_same({.frames = turn}, {3, 7, 5, 0}, {.frames = turn, .center = DetectorPoint{7, 9}});
    expect_same({.frames = turn, .crop = 6}, {3, 3, 0, 0}, {.frames = turn, .crop = 6});
  }
}

// Square and padded frames have their zero frequency at [0][0], so that the padding lies between the halves of the
// frames.
TEST_F(RectangularFrames, AreCroppedToTheSquareAroundTheirCorner) {
  auto const write_in_corner = [&](std::size_t rows) {
    auto const square = square_counts();
    std::vector<std::uint16_t> counts(frame_count * rows * side, 7);
    for (std::size_t k = 0; k < square.size(); ++k) {
      std::size_t const row = (k / side % side + rows - 4) % rows;
      counts[(k / (side * side) * rows + row) * side + (k + 4) % side] = square[k];
    }
    hdf5::OutputFile out(file);
    out.dataset<std::uint16_t>(test::detector + "data", {frame_count, rows, side}, counts);
    test::write_positions(out);
    test::write_geometry(out);
    out.close();
    return read_scan({file}, {.crop = 6});
  };
  EXPECT_EQ(write_in_corner(14).counts, write_in_corner(side).counts);
}

TEST_F(RectangularFrames, WithoutACropOrCenterAreRefused) {
  write({3, 7, 5, 0});
  EXPECT_THAT(error_of({}),
              AllOf(HasSubstr("scan.cxi: dataset 'entry_1/instrument_1/detector_1/data'"),
                    HasSubstr("18 x 13 pixels and not square"), HasSubstr("--center ROW,COL"), HasSubstr("--crop N")));
  EXPECT_THAT(error_of({.center = DetectorPoint{7, 13}}), AllOf(HasSubstr("column 13"), HasSubstr("18 x 13 pixels")));
  EXPECT_THAT(error_of({.center = DetectorPoint{18, 7}}), HasSubstr("row 18"));
  EXPECT_THAT(error_of({.crop = 14}), HasSubstr("from 2 to 13"));
  EXPECT_THAT(error_of({.crop = 10, .center = DetectorPoint{7, 9}}),
              AllOf(HasSubstr("frames of 18 x 13 pixels"), HasSubstr("has 8 pixels a side")));
}

// The product was reconstructed from squares of 6 x 6 pixels, so that its object pixel belongs to these.
TEST_F(RectangularFrames, OfAProductHaveThePixelOfTheProduct) {
  hdf5::OutputFile out(file);
  out.dataset<std::uint16_t>("dp", {frame_count, 18, 13}, padded(square_counts(), {3, 7, 5, 0}, {7}));
  test::write_product(out, 1e4, 8e-9, {0, 1, 2, 3});
  out.close();
  EXPECT_NEAR(read_scan({file}, {.crop = 6, .center = DetectorPoint{7, 9}}).pixel_row_m, 8e-9, 1e-15);
  EXPECT_NEAR(read_scan({file}, {.center = DetectorPoint{7, 9}}).pixel_row_m, 8e-9 * 6 / 8, 1e-15);
}

// The weights of the ptyd file have the size of its frames, whose middle is row 9, column 6.
TEST_F(RectangularFrames, OfPtydAreMaskedByTheirWeights) {
  Margin const margin{3, 7, 5, 0};
  hdf5::OutputFile out(file);
  out.dataset<std::uint16_t>("chunks/0/data", {frame_count, 18, 13}, padded(square_counts(), margin, {7}));
  std::vector<float> weights(side * side, 1);
  weights[0] = 0;
  out.dataset<float>("chunks/0/weights", {1, 18, 13}, padded(weights, margin, 0.F));
  out.dataset<double>("chunks/0/positions", {frame_count, 2}, {0, 0, 1e-6, 0, 0, 1e-6, 1e-6, 1e-6});
  out.scalar("meta/energy", 10.0);
  out.scalar("meta/distance", 6.0);
  out.scalar("meta/psize", 1e-4);
  out.dataset<double>("meta/center", {2}, {9, 6});
  out.close();
  Scan const scan = read_scan({file}, {.center = DetectorPoint{7, 9}});
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 0), 1);
  EXPECT_EQ(scan.measured[4 * side + 4], 0);
  EXPECT_THAT(app::reading_notes(read_scan({file}, {.crop = 8}).reading),
              testing::Not(testing::Contains(HasSubstr("meta/center"))));
}

}  // namespace
}  // namespace ptyger
