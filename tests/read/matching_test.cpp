#include "read/positions/matching.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "app/reading_notes.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "read/frame_numbers.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/read/synthetic.hpp"

namespace ptyger {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Frames of the small scan, with positions of the caller's choice.
class Matching : public testing::Test {
 protected:
  Scan scan_with(std::vector<double> const& translation, ReadOptions const& options = {}) const {
    hdf5::OutputFile out(folder / "scan.cxi");
    test::write_frames(out, test::small_counts<std::uint16_t>());
    out.dataset<double>(test::translation, {translation.size() / 3, 3}, translation);
    test::write_geometry(out);
    out.close();
    return read_scan({folder / "scan.cxi"}, options);
  }
  Scan scan_with(ReadOptions const& options) const { return scan_with(test::small_translation(), options); }
  test::TemporaryFolder folder;
};

TEST_F(Matching, LeavesOutFramesWhosePositionIsNotFinite) {
  auto translation = test::small_translation();
  translation[3] = std::nan("");
  auto const scan = scan_with(translation);
  EXPECT_THAT(scan.indexes, ElementsAre(0, 2, 3));
  EXPECT_EQ(std::get<std::vector<std::uint16_t>>(scan.counts)[36], 102);
  EXPECT_THAT(app::reading_notes(scan.reading),
              Contains("1 frame whose position is not finite is left out; the first is frame 1"));
}

TEST_F(Matching, RefusesAScanWithoutAnyPosition) {
  EXPECT_THAT(test::message_of<InputError>([&] { scan_with(std::vector<double>(12, std::nan(""))); }),
              HasSubstr("no frame that is to be read has a position"));
}

TEST_F(Matching, ReadsTheChosenFrames) {
  EXPECT_THAT(scan_with({.only_frames = {{1, 2}}}).indexes, ElementsAre(1, 2));
  EXPECT_THAT(scan_with({.skip_frames = {{0, 0}, {2, 2}}}).indexes, ElementsAre(1, 3));
  EXPECT_THAT(scan_with({.only_frames = {{1, 3}}, .skip_frames = {{2, 2}}}).indexes, ElementsAre(1, 3));
  auto const scan = scan_with({.skip_frames = {{0, 0}}, .half = FrameHalf::odd});  // of frames 1, 2, 3
  EXPECT_THAT(scan.indexes, ElementsAre(2));
  EXPECT_THAT(app::reading_notes(scan.reading), Contains("1 of 4 frames are left out, as asked for"));
}

TEST_F(Matching, RefusesNumbersThatAreNotInTheFile) {
  for (auto const& options : {ReadOptions{.only_frames = {{2, 4}}}, ReadOptions{.skip_frames = {{7, 7}}}})
    EXPECT_THAT(test::message_of<InputError>([&] { scan_with(options); }),
                AllOf(HasSubstr("4 frames, numbered from 0"), HasSubstr("--skip-frames")));
}

TEST_F(Matching, GivesPositionsToTheChosenFramesInTheirOrder) {
  std::vector<double> const three = {5e-6, 1e-6, 0, 6e-6, 1e-6, 0, 7e-6, 1e-6, 0};
  auto const scan = scan_with(three, {.skip_frames = {{1, 1}}});
  EXPECT_THAT(scan.indexes, ElementsAre(0, 2, 3));
  EXPECT_NE(scan.reading.find<FramesChosen>(), nullptr);
  EXPECT_EQ(scan.reading.find<FramesWithoutPosition>(), nullptr);  // one note is enough
  EXPECT_EQ(scan.positions[1].col_m, 6e-6);
  EXPECT_EQ(std::get<std::vector<std::uint16_t>>(scan.counts)[36], 102);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains(HasSubstr("as many positions as chosen frames")));
  EXPECT_THAT(test::message_of<InputError>([&] { scan_with(three); }),
              AllOf(HasSubstr("4 frames, but"), HasSubstr("translation' has 3 positions"), HasSubstr("--only-frames")));
}

TEST_F(Matching, SaysWhatToDoWithMorePositionsThanFrames) {
  auto five = test::small_translation();
  five.insert(five.end(), {9e-6, 9e-6, 0});
  EXPECT_THAT(test::message_of<InputError>([&] { scan_with(five); }),
              AllOf(HasSubstr("4 frames, but"), HasSubstr("translation' has 5 positions"),
                    HasSubstr("`indexes` of a --mapping")));
}

TEST_F(Matching, TakesIndexesOfAMapping) {
  hdf5::OutputFile out(folder / "own.h5");
  test::write_frames(out, test::small_counts<std::uint16_t>(), "f");
  out.dataset<double>("xy", {5, 2}, {1e-6, 0, 2e-6, 0, 3e-6, 0, 4e-6, 0, 5e-6, 0});
  out.dataset<std::int64_t>("i", {5}, {0, -1, 1, 3, 2});
  out.close();
  ReadOptions options;
  options.mapping =
      Mapping{.file = "m.toml", .frames = {"f"}, .positions = "xy", .indexes = "i", .skip_frames = {{3, 3}}};
  options.pixel_m = 1e-6;
  auto const scan = read_scan({folder / "own.h5"}, options);
  EXPECT_THAT(scan.indexes, ElementsAre(0, 1, 2));
  EXPECT_EQ(scan.positions[1].col_m, 3e-6);
  EXPECT_EQ(scan.positions[2].col_m, 5e-6);
}

TEST_F(Matching, RefusesIndexesThatMayCountTheChosenFrames) {
  auto const scan_with_numbers = [&](std::vector<std::int64_t> const& numbers, FrameNumbers const& only) {
    hdf5::OutputFile out(folder / "own.h5");
    test::write_frames(out, test::small_counts<std::uint16_t>(), "f");
    out.dataset<double>("xy", {3, 2}, {1e-6, 0, 2e-6, 0, 3e-6, 0});
    out.dataset<std::int64_t>("i", {3}, numbers);
    out.close();
    Mapping const mapping{.file = "m.toml", .frames = {"f"}, .positions = "xy", .indexes = "i"};
    return read_scan({folder / "own.h5"}, {.only_frames = only, .pixel_m = 1e-6, .mapping = mapping}).indexes;
  };
  auto const refusal = [&](std::vector<std::int64_t> const& numbers, FrameNumbers const& only) {
    return test::message_of<InputError>([&] { scan_with_numbers(numbers, only); });
  };
  EXPECT_THAT(refusal({0, 1, 2}, {{1, 3}}), AllOf(HasSubstr("numbers 0 to 2, but 3 other frames"),
                                                  HasSubstr("`indexes`"), HasSubstr("the frames 0-2")));
  EXPECT_THAT(refusal({2, 3, 1}, {{0, 2}}), HasSubstr("numbers 1 to 3"));
  EXPECT_THAT(scan_with_numbers({0, 1, 2}, {{0, 2}}), ElementsAre(0, 1, 2));
  EXPECT_THAT(scan_with_numbers({0, 1, 2}, {{1, 2}}), ElementsAre(1, 2));
  EXPECT_THAT(scan_with_numbers({1, 2, 3}, {}), ElementsAre(1, 2, 3));
  EXPECT_THAT(scan_with_numbers({0, 2, 3}, {{1, 3}}), ElementsAre(2, 3));
}

TEST(FrameNumbers, AreNumbersAndRanges) {
  FrameNumbers numbers;
  EXPECT_THAT(read::parse_frame_numbers("3,10-12", numbers), IsEmpty());
  EXPECT_THAT(read::marked_frames(numbers, 13), ElementsAre(0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1));
  EXPECT_THAT(read::marked_frames(numbers, 4), ElementsAre(0, 0, 0, 1));
  for (char const* text : {"", "a", "3-", "-3", "5-2", "1.5", "1,,x"})
    EXPECT_FALSE(read::parse_frame_numbers(text, numbers).empty()) << text;
}

TEST(FrameNumbers, ComeFromATextFile) {
  test::TemporaryFolder const folder;
  std::ofstream(folder / "bad.txt") << "4 7\n20-21,\n";
  FrameNumbers numbers;
  EXPECT_THAT(read::parse_frame_numbers(folder / "bad.txt", numbers), IsEmpty());
  EXPECT_EQ(numbers, (FrameNumbers{{4, 4}, {7, 7}, {20, 21}}));
}

}  // namespace
}  // namespace ptyger
