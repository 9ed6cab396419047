#include "read/unmeasured.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "app/reading_notes.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/read/synthetic.hpp"

namespace ptyger {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// Index of [frame][row][col] of the small scan in its file. Pixel [3][5] becomes [0][2] of the scan.
constexpr std::size_t at(std::size_t frame, std::size_t row, std::size_t col) {
  return (frame * 6 + row) * 6 + col;
}

/// Reads a small scan with these counts and, if any, a mask of CXI.
template <class T>
Scan scan_of(std::vector<T> const& counts, std::vector<std::uint32_t> const& mask = {}) {
  test::TemporaryFolder const folder;
  hdf5::OutputFile out(folder / "small.cxi");
  test::write_frames(out, counts);
  test::write_positions(out);
  test::write_geometry(out);
  if (!mask.empty()) out.dataset<std::uint32_t>(test::detector + "mask", {6, 6}, mask);
  out.close();
  return read_scan({folder / "small.cxi"});
}

template <class T>
void mark_in_all_frames(std::vector<T>& counts, T mark) {
  for (std::size_t frame = 0; frame < 4; ++frame) counts[at(frame, 3, 5)] = mark;
}

/// Type of the counts, and the value by which detectors mark pixels in it.
template <class T>
T mark_of() {
  if constexpr (std::is_unsigned_v<T> && sizeof(T) <= 4) return std::numeric_limits<T>::max();
  return static_cast<T>(4294967295.0);
}

template <class T>
class Marks : public testing::Test {};
using MarkedTypes =
    testing::Types<std::uint8_t, std::uint16_t, std::uint32_t, std::uint64_t, std::int64_t, float, double>;
TYPED_TEST_SUITE(Marks, MarkedTypes);

TYPED_TEST(Marks, InAllFramesMaskAPixel) {
  auto counts = test::small_counts<TypeParam>();
  mark_in_all_frames(counts, mark_of<TypeParam>());
  Scan const scan = scan_of(counts);
  EXPECT_EQ(scan.measured[2], 0);
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 0), 1);
  EXPECT_EQ(std::visit([](auto const& all) { return static_cast<double>(all[2]); }, scan.counts), 0);
  EXPECT_THAT(app::reading_notes(scan.reading),
              Contains(testing::AllOf(HasSubstr("4 values are "), HasSubstr("the greatest number of their type"))));
}

TYPED_TEST(Marks, InOneFrameAreNotMeasuredThere) {
  auto counts = test::small_counts<TypeParam>();
  counts[at(1, 3, 5)] = mark_of<TypeParam>();
  Scan const scan = scan_of(counts);
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 0), 0);
  auto const& kept = std::get<std::vector<float>>(scan.counts);
  EXPECT_EQ(kept[36 + 2], -1);
  EXPECT_EQ(kept[2], 1);
  EXPECT_EQ(kept[36], 101);
}

TYPED_TEST(Marks, OnMaskedPixelsAreNotJudged) {
  auto counts = test::small_counts<TypeParam>();
  mark_in_all_frames(counts, mark_of<TypeParam>());
  std::vector<std::uint32_t> mask(36, 0);
  mask[3 * 6 + 5] = 1;
  Scan const scan = scan_of(counts, mask);
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 0), 1);
  EXPECT_EQ(std::visit([](auto const& all) { return static_cast<double>(all[2]); }, scan.counts), 0);
  EXPECT_THAT(app::reading_notes(scan.reading), Not(Contains(HasSubstr("greatest number"))));
}

TEST(Unmeasured, ValuesOfMaskedPixelsMayExceedEveryRange) {
  std::vector<std::uint32_t> mask(36, 0);
  mask[3 * 6 + 5] = 1;
  auto wide = test::small_counts<std::uint64_t>();
  mark_in_all_frames<std::uint64_t>(wide, 3 * 4294967295ULL);
  EXPECT_EQ(std::get<std::vector<std::uint32_t>>(scan_of(wide, mask).counts)[2], 0U);
  for (float const value : {std::numeric_limits<float>::infinity(), 3e38F, std::nanf(""), -5.0F}) {
    auto floats = test::small_counts<float>();
    mark_in_all_frames(floats, value);
    Scan const scan = scan_of(floats, mask);
    EXPECT_EQ(std::get<std::vector<float>>(scan.counts)[2], 0);
    EXPECT_EQ(scan.reading.find<CountsNotFinite>(), nullptr);
    EXPECT_EQ(scan.reading.find<NegativeCountsClamped>(), nullptr);
  }
}

template <class T>
class Negatives : public testing::Test {};
using SignedTypes = testing::Types<std::int8_t, std::int16_t, std::int32_t, std::int64_t, float, double>;
TYPED_TEST_SUITE(Negatives, SignedTypes);

TYPED_TEST(Negatives, InAllFramesMaskAPixel) {
  for (int const mark : {-1, -2}) {
    auto counts = test::small_counts<TypeParam>();
    mark_in_all_frames(counts, static_cast<TypeParam>(mark));
    Scan const scan = scan_of(counts);
    EXPECT_EQ(scan.measured[2], 0);
    EXPECT_EQ(scan.reading.find<NegativeCountsClamped>(), nullptr);
    ASSERT_NE(scan.reading.find<PixelsNeverMeasured>(), nullptr);
    EXPECT_EQ(scan.reading.find<PixelsNeverMeasured>()->pixels, 1U);
  }
}

TYPED_TEST(Negatives, OfAWholeFrameLeaveItOut) {
  auto counts = test::small_counts<TypeParam>();
  for (std::size_t i = 36; i < 72; ++i) counts[i] = static_cast<TypeParam>(-1);
  Scan const scan = scan_of(counts);
  EXPECT_EQ(scan.frames, 3U);
  EXPECT_THAT(scan.indexes, ElementsAre(0, 2, 3));
  EXPECT_EQ(scan.reading.find<NegativeCountsClamped>(), nullptr);
}

/// Counts of the small scan times ten, so that no frame is empty by chance, with one frame of this value.
template <class T>
std::vector<T> with_frame_of(T value) {
  auto counts = test::small_counts<T>();
  for (auto& count : counts) count = static_cast<T>(count * 2);
  for (std::size_t i = 72; i < 108; ++i) counts[i] = value;
  return counts;
}

void expect_third_left_out(Scan const& scan) {
  EXPECT_EQ(scan.frames, 3U);
  EXPECT_THAT(scan.indexes, ElementsAre(0, 1, 3));
  ASSERT_EQ(scan.positions.size(), 3U);
  EXPECT_EQ(scan.positions[2].col_m, 4e-6);
  EXPECT_EQ(std::visit([](auto const& all) { return static_cast<double>(all[72]); }, scan.counts), 206);
  EXPECT_THAT(app::reading_notes(scan.reading),
              Contains("1 frame without any count is left out; the first is frame 2"));
}

TEST(EmptyFrames, OfZerosMarksOrNothingAreLeftOut) {
  expect_third_left_out(scan_of(with_frame_of<std::uint16_t>(0)));
  expect_third_left_out(scan_of(with_frame_of<std::uint16_t>(65535)));
  expect_third_left_out(scan_of(with_frame_of<std::uint32_t>(4294967295U)));
  expect_third_left_out(scan_of(with_frame_of<float>(std::nanf(""))));
}

TEST(EmptyFrames, DoNotHideAPixelThatNoOtherFrameMeasured) {
  auto counts = with_frame_of<std::uint16_t>(0);
  for (std::size_t const frame : {0U, 1U, 3U}) counts[at(frame, 3, 5)] = 65535;
  Scan const scan = scan_of(counts);
  EXPECT_EQ(scan.measured[2], 0);
  ASSERT_TRUE(std::holds_alternative<std::vector<std::uint16_t>>(scan.counts));
}

// With a few electrons a frame, some frames have none by chance, and that says something about the sample.
TEST(EmptyFrames, StayWhenFramesHaveFewCounts) {
  std::vector<std::uint8_t> counts(4 * 36, 0);
  counts[at(0, 3, 3)] = counts[at(1, 3, 3)] = counts[at(3, 3, 3)] = 3;
  EXPECT_EQ(scan_of(counts).frames, 4U);
  std::vector<float> scaled(counts.begin(), counts.end());
  for (auto& count : scaled) count *= 1e-6F;
  EXPECT_EQ(scan_of(scaled).frames, 4U);
}

// A detector without light is noise about its dark frame.
TEST(Unmeasured, ValuesBelowTheDarkFrameAreNoLight) {
  auto counts = test::small_counts<std::uint16_t>();
  for (std::size_t frame = 0; frame < 4; ++frame) counts[at(frame, 1, 1)] = 0;
  counts[at(2, 3, 5)] = 65535;
  test::TemporaryFolder const folder;
  hdf5::OutputFile out(folder / "small.cxi");
  test::write_frames(out, counts);
  test::write_positions(out);
  test::write_geometry(out);
  out.dataset<float>(test::detector + "data_dark", {6, 6}, std::vector<float>(36, 0.25F));
  out.close();
  auto const scan = read_scan({folder / "small.cxi"});
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 0), 0);
  auto const& kept = std::get<std::vector<float>>(scan.counts);
  EXPECT_EQ(kept[4 * 6 + 4], 0);    // [1][1] of the file
  EXPECT_EQ(kept[2 * 36 + 2], -1);  // [3][5] of the file, marked
  EXPECT_EQ(kept[36 + 2], 0.75F);
}

// A value that its own mask excludes is not judged, and does not count twice.
TEST(Unmeasured, NegativeValuesUnderAMaskOfTheirFrameCountOnce) {
  auto counts = test::small_counts<std::int32_t>();
  counts[at(0, 3, 5)] = counts[at(1, 3, 5)] = -1;
  test::TemporaryFolder const folder;
  hdf5::OutputFile out(folder / "small.cxi");
  test::write_frames(out, counts);
  test::write_positions(out);
  test::write_geometry(out);
  out.close();
  std::vector<std::uint8_t> masks(4 * 36, 0);
  masks[at(0, 3, 5)] = masks[at(1, 3, 5)] = 1;
  hdf5::OutputFile mask(folder / "mask.h5");
  mask.dataset<std::uint8_t>("mask", {4, 6, 6}, masks);
  mask.close();
  auto const scan = read_scan({folder / "small.cxi"}, {.mask = folder / "mask.h5"});
  EXPECT_EQ(scan.measured[2], 1);
  EXPECT_EQ(scan.reading.find<NegativeCountsClamped>(), nullptr);
  auto const& kept = std::get<std::vector<float>>(scan.counts);
  EXPECT_EQ(kept[2], -1);
  EXPECT_EQ(kept[2 * 36 + 2], 1);
}

}  // namespace
}  // namespace ptyger
