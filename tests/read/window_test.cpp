#include "read/window.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/reading_notes.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/read/synthetic.hpp"

namespace ptyger {
namespace {

using test::message_of;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

constexpr std::size_t frames = test::small_frames;

/// Size of the frames and pixel of their zero frequency.
struct Beam {
  std::size_t width;
  std::size_t row;
  std::size_t col;
};

/// Frames whose pixels have distinct counts, the brightest around the zero frequency: [frame][row][col].
template <class T>
std::vector<T> distinct_counts(Beam const& beam) {
  std::vector<T> counts;
  for (std::size_t frame = 0; frame < frames; ++frame)
    for (std::size_t row = 0; row < beam.width; ++row)
      for (std::size_t col = 0; col < beam.width; ++col) {
        bool const bright =
            (row + beam.width - beam.row + 2) % beam.width < 5 && (col + beam.width - beam.col + 2) % beam.width < 5;
        counts.push_back(static_cast<T>((bright ? 120 : 0) + frame + row * beam.width + col));
      }
  return counts;
}

/// Row of the file that becomes row `index` of a cropped frame of `size` rows with its zero frequency in the corner;
/// columns alike. `zero`: row of the zero frequency in the file, `width`: rows of a frame of the file.
std::size_t file_index(std::size_t index, std::size_t size, std::size_t zero, std::size_t width) {
  bool const negative = index >= size - size / 2;
  return (zero + index + (negative ? width - size : 0)) % width;
}

/// The size x size pixels around the zero frequency, which is in the corner: [frame][row][col].
template <class T>
std::vector<T> cropped_by_hand(std::vector<T> const& counts, Beam const& beam, std::size_t size) {
  std::vector<T> cropped;
  for (std::size_t frame = 0; frame < counts.size() / (beam.width * beam.width); ++frame)
    for (std::size_t row = 0; row < size; ++row)
      for (std::size_t col = 0; col < size; ++col)
        cropped.push_back(counts[(frame * beam.width + file_index(row, size, beam.row, beam.width)) * beam.width +
                                 file_index(col, size, beam.col, beam.width)]);
  return cropped;
}

class Window : public testing::Test {
 protected:
  template <class T>
  void write(Beam const& beam, std::vector<T> const& counts, std::vector<std::uint8_t> const& mask = {}) {
    hdf5::OutputFile out(file);
    out.dataset<T>(test::detector + "data", {frames, beam.width, beam.width}, counts);
    test::write_positions(out);
    test::write_geometry(out);
    if (!mask.empty()) out.dataset<std::uint8_t>(test::detector + "mask", {beam.width, beam.width}, mask);
    out.close();
  }
  std::string error_of(ReadOptions const& options) const {
    return message_of<InputError>([&] { read_outline({file}, options); });
  }
  test::TemporaryFolder folder;
  std::string const file = folder / "scan.cxi";
};

template <class T>
class WindowOf : public Window {};
using Kinds = testing::Types<std::uint8_t, std::uint16_t, std::uint32_t, std::uint64_t, std::int16_t, std::int64_t,
                             float, double>;
TYPED_TEST_SUITE(WindowOf, Kinds);

TYPED_TEST(WindowOf, CropsAroundTheCentreAndTheCorner) {
  for (Beam const beam : {Beam{10, 5, 5}, Beam{10, 0, 0}, Beam{9, 4, 4}, Beam{9, 0, 0}})
    for (std::size_t const size : {4U, 5U, 8U}) {
      auto const counts = distinct_counts<TypeParam>(beam);
      this->write(beam, counts);
      Scan const scan = read_scan({this->file}, {.crop = size});
      EXPECT_EQ(scan.detector, size);
      auto const expected = cropped_by_hand(counts, beam, size);
      auto const check = [&](auto const& kept) {
        ASSERT_EQ(kept.size(), expected.size());
        for (std::size_t i = 0; i < kept.size(); ++i)
          ASSERT_EQ(static_cast<double>(kept[i]), static_cast<double>(expected[i]))
              << i << " of size " << size << ", beam at " << beam.row << " of " << beam.width;
      };
      std::visit(check, scan.counts);
      EXPECT_EQ(scan.counts.index(), read_scan({this->file}).counts.index());
    }
}

TEST_F(Window, CropsAroundAGivenCenter) {
  Beam const beam{10, 4, 6};
  auto const counts = distinct_counts<std::uint16_t>(beam);
  write(beam, counts);
  for (std::size_t const size : {2U, 5U, 8U}) {
    Scan const scan = read_scan({file}, {.crop = size, .center = DetectorPoint{4, 6}});
    EXPECT_EQ(std::get<std::vector<std::uint16_t>>(scan.counts), cropped_by_hand(counts, beam, size));
    EXPECT_DOUBLE_EQ(scan.pixel_row_m, 6e-7 * 10 / static_cast<double>(size));  // lambda z / (D p) = 6e-7 m
    EXPECT_DOUBLE_EQ(scan.pixel_col_m, scan.pixel_row_m);
  }
}

TEST_F(Window, OfACenterWithoutCropIsTheLargestEvenSquare) {
  Beam const beam{10, 4, 6};
  auto const counts = distinct_counts<std::uint16_t>(beam);
  write(beam, counts);
  Scan const scan = read_scan({file}, {.center = DetectorPoint{4.4, 5.6}});
  EXPECT_EQ(std::get<std::vector<std::uint16_t>>(scan.counts), cropped_by_hand(counts, beam, 8));
  EXPECT_THAT(
      app::reading_notes(scan.reading),
      Contains(AllOf(HasSubstr("row 4 and column 6"), HasSubstr("nearest pixel"), HasSubstr("8 x 8 of 10 x 10"))));
  Scan const middle = read_scan({file}, {.center = DetectorPoint{5, 5}});
  EXPECT_EQ(middle.detector, 10U);
  EXPECT_THAT(app::reading_notes(middle.reading), Each(Not(HasSubstr("nearest pixel"))));
}

// The largest square around row 14 and column 13 of 28 x 28 pixels has 26 = 2 * 13 rows.
TEST_F(Window, OfACenterWithoutCropHasFastTransforms) {
  write({28, 14, 13}, distinct_counts<std::uint16_t>({28, 14, 13}));
  Scan const scan = read_scan({file}, {.center = DetectorPoint{14, 13}});
  EXPECT_EQ(scan.detector, 24U);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains(HasSubstr("not 26 x 26: a size whose transforms are fast")));
  Scan const cropped = read_scan({file}, {.crop = 26, .center = DetectorPoint{14, 13}});
  EXPECT_EQ(cropped.detector, 26U);
  EXPECT_THAT(app::reading_notes(cropped.reading), Each(Not(HasSubstr("fast"))));
}

TEST_F(Window, CropsTheMaskToo) {
  Beam const beam{10, 4, 6};
  std::vector<std::uint8_t> mask(100, 0);
  for (std::size_t const bad : {0U, 2U * 10 + 5, 4U * 10 + 7, 9U * 10 + 9}) mask[bad] = 1;
  write(beam, distinct_counts<std::uint16_t>(beam), mask);
  Scan const scan = read_scan({file}, {.crop = 6, .center = DetectorPoint{4, 6}});
  auto expected = cropped_by_hand(mask, beam, 6);
  for (auto& value : expected) value = value == 0 ? 1 : 0;
  EXPECT_EQ(std::count(expected.begin(), expected.end(), 0), 2);
  EXPECT_EQ(scan.measured, expected);
}

TEST_F(Window, IgnoresPixelsOutsideOfIt) {
  Beam const beam{10, 5, 5};
  auto counts = distinct_counts<std::uint64_t>(beam);
  counts[0] = std::uint64_t{1} << 40U;
  write(beam, counts);
  EXPECT_NO_THROW(read_scan({file}, {.crop = 8}));
  EXPECT_THAT(message_of<InputError>([&] { read_scan({file}); }), HasSubstr("32 bits"));
  auto real = distinct_counts<double>(beam);
  real[0] = real[5 * 10 + 4] = std::nan("");
  write(beam, real);
  EXPECT_THAT(app::reading_notes(read_scan({file}, {.crop = 8}).reading),
              Contains(HasSubstr("1 counts are not finite")));
}

TEST_F(Window, OfAnOutlineEqualsTheWindowOfTheScan) {
  Beam const beam{10, 0, 0};
  write(beam, distinct_counts<std::uint8_t>(beam));
  Scan const outline = read_outline({file}, {.crop = 6});
  Scan const scan = read_scan({file}, {.crop = 6});
  EXPECT_EQ(outline.detector, 6U);
  EXPECT_EQ(outline.pixel_row_m, scan.pixel_row_m);
  EXPECT_EQ(outline.measured.size(), 36U);
  EXPECT_EQ(outline.counts.index(), scan.counts.index());
  EXPECT_TRUE(std::get<std::vector<std::uint8_t>>(outline.counts).empty());
}

TEST_F(Window, OfTheSiemensStarIsTheMiddleOfItsFrames) {
  std::string const star = PTYGER_TEST_DATA "/siemens_star.cxi";
  Scan const whole = read_scan({star});
  for (ReadOptions const& options :
       {ReadOptions{.crop = 48}, ReadOptions{.crop = 48, .center = DetectorPoint{64, 64}}}) {
    Scan const cropped = read_scan({star}, options);
    EXPECT_EQ(std::get<std::vector<std::uint16_t>>(cropped.counts),
              cropped_by_hand(std::get<std::vector<std::uint16_t>>(whole.counts), {128, 0, 0}, 48));
    EXPECT_DOUBLE_EQ(cropped.pixel_row_m, whole.pixel_row_m * 128 / 48);
    EXPECT_EQ(cropped.probe.size, 48U);
  }
}

TEST_F(Window, ThatDoesNotFitIsRefused) {
  Beam const beam{10, 5, 5};
  write(beam, distinct_counts<std::uint16_t>(beam));
  EXPECT_THAT(error_of({.crop = 11}), AllOf(HasSubstr("scan.cxi"), HasSubstr("detector_1/data"), HasSubstr("--crop 11"),
                                            HasSubstr("from 2 to 10")));
  EXPECT_THAT(error_of({.crop = 1}), HasSubstr("--crop 1 "));
  EXPECT_THAT(error_of({.center = DetectorPoint{10, 5}}), AllOf(HasSubstr("row 10"), HasSubstr("10 x 10 pixels")));
  EXPECT_THAT(error_of({.center = DetectorPoint{5, -0.6}}), HasSubstr("column -0.6"));
  EXPECT_THAT(error_of({.center = DetectorPoint{std::nan(""), 5}}), HasSubstr("row nan"));
  EXPECT_THAT(error_of({.center = DetectorPoint{0, 0}}), HasSubstr("leave --center out"));
  EXPECT_THAT(error_of({.crop = 6, .center = DetectorPoint{2, 5}}),
              AllOf(HasSubstr("row 2 and column 5"), HasSubstr("has 4 pixels a side")));
  EXPECT_EQ(error_of({.crop = 6, .center = DetectorPoint{3, 7}}), "nothing was thrown");
  EXPECT_THAT(error_of({.crop = 6, .center = DetectorPoint{3, 8}}), HasSubstr("does not fit"));
}

TEST_F(Window, WithoutAMeasuredPixelIsRefused) {
  Beam const beam{10, 5, 5};
  std::vector<std::uint8_t> mask(100, 1);
  mask[0] = 0;
  write(beam, distinct_counts<std::uint16_t>(beam), mask);
  EXPECT_EQ(error_of({}), "nothing was thrown");
  EXPECT_THAT(error_of({.crop = 8, .center = DetectorPoint{5, 5}}),
              AllOf(HasSubstr("8 x 8 pixels that are kept are masked"), HasSubstr("--crop")));
}

}  // namespace
}  // namespace ptyger
