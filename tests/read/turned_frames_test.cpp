#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "app/reading_notes.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "read/file_pixel.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/read/synthetic.hpp"

namespace ptyger {
namespace {

using testing::Contains;
using testing::HasSubstr;

/// Contents of a CXI file: 4 frames of width x width pixels with the zero frequency at [zero][zero], and a mask.
struct File {
  std::size_t width;                       ///< rows = columns of a frame
  std::size_t zero;                        ///< row = column of the zero frequency
  std::vector<std::uint16_t> counts = {};  ///< [frame][row][col], brightest around the zero frequency
  std::vector<std::uint32_t> mask = {};    ///< [row][col], 1 = bad

  explicit File(std::size_t size, bool corner) : width(size), zero(corner ? 0 : size / 2) {
    for (std::size_t k = 0; k < 4 * size * size; ++k) counts.push_back(static_cast<std::uint16_t>(k % 97));
    for (std::size_t frame = 0; frame < 4; ++frame)
      for (std::size_t row = 0; row < 3; ++row)
        for (std::size_t col = 0; col < 3; ++col)
          counts[index(frame, (zero + row + size - 1) % size, (zero + col + size - 1) % size)] += 20000;
    mask.assign(size * size, 0);
    mask[(zero + 1) % size * size + (zero + 2) % size] = 1;  // frequency row 1, column 2
  }
  std::size_t index(std::size_t frame, std::size_t row, std::size_t col) const {
    return (frame * width + row) * width + col;
  }
};

Scan read_turned(File const& file, ReadOptions const& options, bool dark = false) {
  test::TemporaryFolder const folder;
  hdf5::OutputFile out(folder / "small.cxi");
  out.dataset<std::uint16_t>(test::detector + "data", {4, file.width, file.width}, file.counts);
  out.dataset<std::uint32_t>(test::detector + "mask", {file.width, file.width}, file.mask);
  if (dark) {
    std::vector<float> darks(3 * file.width * file.width, 1);
    std::fill_n(darks.begin(), file.width * file.width, 4.F);
    darks[0] = std::numeric_limits<float>::quiet_NaN();
    out.dataset<float>(test::detector + "data_dark", {3, file.width, file.width}, darks);
  }
  test::write_positions(out);
  test::write_geometry(out);
  out.close();
  return read_scan({folder / "small.cxi"}, options);
}

/// Bits of the orientation (transpose, flip rows, flip columns), width of the frames, zero frequency in the corner.
using Case = std::tuple<int, std::size_t, bool>;
class Orientation : public testing::TestWithParam<Case> {};

TEST_P(Orientation, TurnsFramesAndMaskAboutTheZeroFrequency) {
  auto const [code, width, corner] = GetParam();
  File const file(width, corner);
  FrameOrientation const turn{(code & 1) != 0, (code & 2) != 0, (code & 4) != 0};
  Scan const scan = read_turned(file, {.frames = turn});
  auto const& counts = std::get<std::vector<std::uint16_t>>(scan.counts);
  for (std::size_t frame = 0; frame < 4; ++frame)
    for (std::size_t row = 0; row < width; ++row)
      for (std::size_t col = 0; col < width; ++col) {
        std::size_t from_row = turn.flip_rows ? width - row : row;
        std::size_t from_col = turn.flip_cols ? width - col : col;
        if (turn.transpose) std::swap(from_row, from_col);
        from_row = (from_row + file.zero) % width;
        from_col = (from_col + file.zero) % width;
        ASSERT_EQ(counts[file.index(frame, row, col)], file.counts[file.index(frame, from_row, from_col)]);
        if (frame == 0) {
          ASSERT_EQ(scan.measured[row * width + col], file.mask[from_row * width + from_col] == 0);
        }
      }
}

INSTANTIATE_TEST_SUITE_P(All, Orientation,
                         testing::Combine(testing::Range(0, 8), testing::Values(8, 9), testing::Bool()));

TEST(Orientation, ComposesAsTurningTwiceDoes) {
  File const file(8, true);
  for (int first = 0; first < 8; ++first)
    for (int second = 0; second < 8; ++second) {
      FrameOrientation const a{(first & 1) != 0, (first & 2) != 0, (first & 4) != 0};
      FrameOrientation const b{(second & 1) != 0, (second & 2) != 0, (second & 4) != 0};
      File once = file;
      once.counts = std::get<std::vector<std::uint16_t>>(read_turned(file, {.frames = a}).counts);
      once.mask.assign(64, 0);
      EXPECT_EQ(read_turned(once, {.frames = b}).counts, read_turned(file, {.frames = composed(a, b)}).counts);
    }
}

TEST(Orientation, TurnsTheCroppedPixels) {
  File const file(9, false);
  Scan const plain = read_turned(file, {.crop = 6});
  Scan const turned = read_turned(file, {.frames = {.transpose = true}, .crop = 6});
  auto const& before = std::get<std::vector<std::uint16_t>>(plain.counts);
  auto const& after = std::get<std::vector<std::uint16_t>>(turned.counts);
  for (std::size_t row = 0; row < 6; ++row)
    for (std::size_t col = 0; col < 6; ++col) EXPECT_EQ(after[row * 6 + col], before[col * 6 + row]);
}

TEST(Orientation, IsUndoneByFilePixel) {
  for (bool const corner : {true, false})
    for (std::size_t const size : {9U, 6U, 5U})
      for (int code = 0; code < 8; ++code) {
        File const file(9, corner);
        FrameOrientation const turn{(code & 1) != 0, (code & 2) != 0, (code & 4) != 0};
        auto const crop = size == 9 ? std::optional<std::size_t>() : size;
        Scan const scan = read_turned(file, {.frames = turn, .crop = crop});
        auto const& counts = std::get<std::vector<std::uint16_t>>(scan.counts);
        for (std::size_t row = 0; row < size; ++row)
          for (std::size_t col = 0; col < size; ++col) {
            auto const pixel = read::file_pixel(read::frames_of_file(scan), size, row, col);
            ASSERT_EQ(counts[row * size + col], file.counts[file.index(0, pixel.row, pixel.col)])
                << row << " " << col << " of " << size << ", turn " << code << ", corner " << corner;
          }
        auto const point = read::file_point(read::frames_of_file(scan), 0, 0);
        EXPECT_EQ(point.row, static_cast<double>(file.zero));
        EXPECT_EQ(point.col, static_cast<double>(file.zero));
      }
}

TEST(Orientation, TurnsPositions) {
  File const file(8, false);
  Scan const scan = read_turned(file, {.axes = {.swap = true, .negate_row = true}});
  EXPECT_DOUBLE_EQ(scan.positions[2].row_m, -3e-6);
  EXPECT_DOUBLE_EQ(scan.positions[2].col_m, 6e-6);
}

TEST(Dark, MeanOfFiniteValuesIsSubtractedAndNegativeCountsAreClamped) {
  File file(8, false);
  file.counts[1] = 0;
  Scan const scan = read_turned(file, {}, true);
  auto const& counts = std::get<std::vector<float>>(scan.counts);
  EXPECT_EQ(counts[0], static_cast<float>(file.counts[4 * 8 + 4]) - 2);
  EXPECT_EQ(counts[4 * 8 + 5], 0);  // file [0][1]: 0 - 2
  EXPECT_EQ(counts[64 + 4 * 8 + 4],
            static_cast<float>(file.counts[64]) - 1);  // file [0][0]: the first dark frame is not finite there
  EXPECT_THAT(app::reading_notes(scan.reading), Contains(HasSubstr("mean of 3 dark frames is subtracted")));
}

}  // namespace
}  // namespace ptyger
