#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

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

std::string const star = PTYGER_TEST_DATA "/siemens_star.cxi";

std::vector<std::uint16_t> const& counts_of(Scan const& scan) {
  return std::get<std::vector<std::uint16_t>>(scan.counts);
}

// Each frame of the scan is in exactly one half, with its position and its number.
TEST(Half, TheUnionOfTheHalvesIsTheScan) {
  Scan const whole = read_scan({star});
  std::size_t const pixels = whole.detector * whole.detector;
  std::size_t frames = 0;
  for (FrameHalf const half : {FrameHalf::even, FrameHalf::odd}) {
    Scan const part = read_scan({star}, {.half = half});
    frames += part.frames;
    ASSERT_EQ(part.positions.size(), part.frames);
    ASSERT_EQ(counts_of(part).size(), part.frames * pixels);
    for (std::size_t k = 0; k < part.frames; ++k) {
      std::size_t const frame = 2 * k + (half == FrameHalf::odd ? 1 : 0);
      EXPECT_EQ(part.indexes[k], whole.indexes[frame]);
      EXPECT_EQ(part.positions[k].row_m, whole.positions[frame].row_m);
      EXPECT_EQ(part.positions[k].col_m, whole.positions[frame].col_m);
      auto const begin = counts_of(part).begin() + static_cast<std::ptrdiff_t>(k * pixels);
      EXPECT_TRUE(std::equal(begin, begin + static_cast<std::ptrdiff_t>(pixels),
                             counts_of(whole).begin() + static_cast<std::ptrdiff_t>(frame * pixels)));
    }
  }
  EXPECT_EQ(frames, whole.frames);
}

TEST(Half, IsReportedAlsoForAnOutline) {
  Scan const scan = read_outline({star}, {.half = FrameHalf::odd});
  EXPECT_EQ(scan.frames, 258u);
  EXPECT_THAT(app::reading_notes(scan.reading),
              Contains(HasSubstr("the 258 of 516 frames with odd numbers, counted from 0")));
}

TEST(Half, CountsOnlyFramesWithAPosition) {
  test::TemporaryFolder const folder;
  hdf5::OutputFile out(folder / "dp.h5");
  test::write_frames(out, test::small_counts<std::uint16_t>(), "dp");
  test::write_product(out, 8800, 1e-6, {3, 0, 2});
  out.close();
  EXPECT_THAT(read_scan({folder / "dp.h5"}, {.half = FrameHalf::even}).indexes, ElementsAre(0, 3));
  EXPECT_THAT(read_scan({folder / "dp.h5"}, {.half = FrameHalf::odd}).indexes, ElementsAre(2));
}

TEST(Half, ReportsRefinedPositionsThatMayUseBothHalves) {
  test::TemporaryFolder const folder;
  hdf5::OutputFile out(folder / "dp.h5");
  test::write_frames(out, test::small_counts<std::uint16_t>(), "dp");
  test::write_product(out, 8800, 1e-6, {3, 0, 2});
  out.scalar("ptyger/given_positions_m", 0.0);
  out.close();
  auto const notes_shared_errors = Contains(HasSubstr("both halves share their errors"));
  EXPECT_THAT(app::reading_notes(read_scan({folder / "dp.h5"}, {.half = FrameHalf::odd}).reading), notes_shared_errors);
  EXPECT_THAT(app::reading_notes(read_scan({folder / "dp.h5"}).reading), testing::Not(notes_shared_errors));
}

TEST(Half, OfASingleFrameIsRefused) {
  test::TemporaryFolder const folder;
  hdf5::OutputFile out(folder / "dp.h5");
  test::write_frames(out, test::small_counts<std::uint16_t>(), "dp");
  test::write_product(out, 8800, 1e-6, {1});
  out.close();
  auto const message = test::message_of<InputError>([&] { read_scan({folder / "dp.h5"}, {.half = FrameHalf::odd}); });
  EXPECT_THAT(message, HasSubstr("single frame"));
}

}  // namespace
}  // namespace ptyger
