#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "app/reading_notes.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/read/synthetic.hpp"

namespace ptyger {
namespace {

using testing::Contains;
using testing::HasSubstr;

template <class T>
Scan scan_of(std::vector<T> const& counts) {
  test::TemporaryFolder const folder;
  hdf5::OutputFile out(folder / "small.cxi");
  test::write_frames(out, counts);
  test::write_positions(out);
  test::write_geometry(out);
  out.close();
  return read_scan({folder / "small.cxi"});
}

/// Index of [frame][row][col] of the small scan.
constexpr std::size_t at(std::size_t frame, std::size_t row, std::size_t col) {
  return (frame * 6 + row) * 6 + col;
}

/// Type of the counts in a file, and in the scan that is read from it.
template <class File, class Memory>
struct CountTypes {
  using file = File;
  using memory = Memory;
};

template <class T>
class CountsOf : public testing::Test {};
using Cases = testing::Types<CountTypes<std::uint8_t, std::uint8_t>, CountTypes<std::uint16_t, std::uint16_t>,
                             CountTypes<std::uint32_t, std::uint32_t>, CountTypes<std::uint64_t, std::uint32_t>,
                             CountTypes<std::int8_t, std::uint8_t>, CountTypes<std::int16_t, std::uint16_t>,
                             CountTypes<std::int32_t, std::uint32_t>, CountTypes<std::int64_t, std::uint32_t>,
                             CountTypes<float, float>, CountTypes<double, float>>;
TYPED_TEST_SUITE(CountsOf, Cases);

TYPED_TEST(CountsOf, KeepTheirValuesAndMoveTheZeroFrequency) {
  using Memory = typename TypeParam::memory;
  Scan const scan = scan_of(test::small_counts<typename TypeParam::file>());
  ASSERT_TRUE(std::holds_alternative<std::vector<Memory>>(scan.counts));
  auto const& counts = std::get<std::vector<Memory>>(scan.counts);
  ASSERT_EQ(counts.size(), 4u * 36u);
  for (std::size_t frame = 0; frame < 4; ++frame) {
    EXPECT_EQ(counts[at(frame, 0, 0)], static_cast<Memory>(100 + frame));
    EXPECT_EQ(counts[at(frame, 0, 1)], Memory{20});
    EXPECT_EQ(counts[at(frame, 3, 3)], Memory{1});
  }
}

template <class T>
class SignedCounts : public testing::Test {};
using Signed = testing::Types<CountTypes<std::int8_t, std::uint8_t>, CountTypes<std::int16_t, std::uint16_t>,
                              CountTypes<std::int32_t, std::uint32_t>, CountTypes<std::int64_t, std::uint32_t>,
                              CountTypes<float, float>, CountTypes<double, float>>;
TYPED_TEST_SUITE(SignedCounts, Signed);

TYPED_TEST(SignedCounts, AreClampedToZero) {
  auto counts = test::small_counts<typename TypeParam::file>();
  counts[at(1, 3, 5)] = -7;
  Scan const scan = scan_of(counts);
  EXPECT_EQ((std::get<std::vector<typename TypeParam::memory>>(scan.counts)[at(1, 0, 2)]), 0);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains("1 negative counts were set to zero"));
}

TEST(Counts, ThatAreNotFiniteAreNotMeasured) {
  auto counts = test::small_counts<double>();
  counts[at(2, 3, 5)] = std::nan("");
  counts[at(3, 3, 5)] = std::numeric_limits<double>::infinity();
  Scan const scan = scan_of(counts);
  auto const& kept = std::get<std::vector<float>>(scan.counts);
  EXPECT_EQ(kept[at(2, 0, 2)], -1);
  EXPECT_EQ(kept[at(3, 0, 2)], -1);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains(HasSubstr("2 counts are not finite")));
}

TEST(Counts, NeverMeasuredAtAPixelMaskIt) {
  auto counts = test::small_counts<float>();
  for (std::size_t frame = 0; frame < 4; ++frame) counts[at(frame, 3, 5)] = std::nanf("");
  for (std::size_t frame = 0; frame < 3; ++frame) counts[at(frame, 2, 5)] = std::nanf("");
  Scan const scan = scan_of(counts);
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 0), 1);
  EXPECT_EQ(scan.measured[2], 0);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains("1 pixel is measured in no frame and masked"));
}

TEST(Counts, ThatNeedMoreThan32BitsAreRefused) {
  auto counts = test::small_counts<std::uint64_t>();
  counts[5] = 4294967296u;
  EXPECT_THAT(test::message_of<InputError>([&] { scan_of(counts); }),
              AllOf(HasSubstr("detector_1/data"), HasSubstr("4294967296"), HasSubstr("32 bits")));
}

TEST(Counts, ThatAreAllZeroAreRefused) {
  EXPECT_THAT(test::message_of<InputError>([] { scan_of(std::vector<std::uint16_t>(144, 0)); }),
              HasSubstr("all measured counts are zero"));
}

TEST(Counts, WithTheZeroFrequencyInTheCornerAreNotMoved) {
  std::vector<std::uint16_t> counts(144, 1);
  for (std::size_t frame = 0; frame < 4; ++frame) counts[at(frame, 0, 0)] = 100;
  Scan const scan = scan_of(counts);
  EXPECT_EQ(std::get<std::vector<std::uint16_t>>(scan.counts), counts);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains(HasSubstr("found in the corner")));
}

TEST(Counts, WithoutAClearZeroFrequencyAreTakenAsCentred) {
  std::vector<std::uint16_t> counts(144, 1);
  counts[at(0, 3, 3)] = 2;
  Scan const scan = scan_of(counts);
  EXPECT_EQ(std::get<std::vector<std::uint16_t>>(scan.counts)[0], 2);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains(HasSubstr("not clear to see, assumed at the centre")));
}

TEST(Counts, OfFramesOfOddSizeHaveTheirCentreAtTheMiddlePixel) {
  test::TemporaryFolder const folder;
  hdf5::OutputFile out(folder / "odd.cxi");
  std::vector<std::uint16_t> counts(4 * 5 * 5, 1);
  for (std::size_t frame = 0; frame < 4; ++frame) {
    counts[(frame * 5 + 2) * 5 + 2] = 100;
    counts[(frame * 5 + 1) * 5 + 2] = 50;
  }
  out.dataset<std::uint16_t>(test::detector + "data", {4, 5, 5}, counts);
  test::write_positions(out);
  test::write_geometry(out);
  out.close();
  Scan const scan = read_scan({folder / "odd.cxi"});
  auto const& kept = std::get<std::vector<std::uint16_t>>(scan.counts);
  EXPECT_EQ(kept[0], 100);
  EXPECT_EQ(kept[4 * 5], 50);
}

}  // namespace
}  // namespace ptyger
