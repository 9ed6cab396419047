#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "app/mapping_file.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/read/layouts.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

/// Frames [first, first + number) of the small scan, of the shape (axes..., 6, 6).
template <class T = std::uint16_t>
Write some_frames(std::size_t first, std::size_t number, hdf5::Shape axes) {
  auto const counts = small_counts<T>();
  auto const begin = counts.begin() + static_cast<std::ptrdiff_t>(36 * first);
  axes.insert(axes.end(), {6, 6});
  return numbers<T>(axes, std::vector<T>(begin, begin + static_cast<std::ptrdiff_t>(36 * number)));
}

/// A file with positions only.
Layout positions_of_four() {
  Layout layout{.inputs = {"scan.h5"}, .files = {}, .attributes = {}};
  layout.set("x", numbers<double>({4}, {1, 2, 3, 4})).set("y", numbers<double>({4}, {2, 4, 6, 8}));
  return layout;
}

Scan read(Layout const& layout, std::string const& text) {
  TemporaryFolder const folder;
  std::ofstream(folder / "map.toml") << text << "\nposition-x = 'x'\nposition-y = 'y'\nposition-unit = 'um'\n";
  return read_scan(layout.write(folder), {.mapping = app::read_mapping(folder / "map.toml")});
}

std::string error_of(Layout const& layout, std::string const& text) {
  return message_of<InputError>([&] { read(layout, text); });
}

/// Numbers of the frames of the small scan in the order of the scan: their zero frequency has 100 + number counts.
std::vector<int> order(Scan const& scan) {
  std::vector<int> numbers;
  std::visit(
      [&](auto const& counts) {
        for (std::size_t frame = 0; frame < scan.frames; ++frame)
          numbers.push_back(static_cast<int>(counts[frame * 36]) - 100);
      },
      scan.counts);
  return numbers;
}

std::string const pixel = "\npixel = 1e-6";

TEST(MappedFrames, AreJoinedFromAListInItsOrder) {
  auto layout = positions_of_four();
  layout.set("a", some_frames(0, 1, {1})).set("b", some_frames(1, 3, {3}));
  EXPECT_THAT(order(read(layout, "frames = ['a', 'b']" + pixel)), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(order(read(layout, "frames = ['b', 'a']" + pixel)), ElementsAre(1, 2, 3, 0));
  EXPECT_THAT(error_of(layout, "frames = ['a', 'c']" + pixel), AllOf(HasSubstr("'c'"), HasSubstr("is missing")));
}

TEST(MappedFrames, FollowAPatternByTheNumbersInTheNames) {
  auto layout = positions_of_four();
  layout.set("entry/data/data_2", some_frames(0, 1, {1})).set("entry/data/data_9", some_frames(1, 1, {1}));
  layout.set("entry/data/data_10", some_frames(2, 2, {2})).set("entry/data/other", scalar(1));
  auto const scan = read(layout, "frames = 'entry/data/data_*'" + pixel);
  EXPECT_THAT(order(scan), ElementsAre(0, 1, 2, 3));
  EXPECT_EQ(scan.positions[3].row_m, 8e-6);
}

TEST(MappedFrames, FollowAPatternOfGroups) {
  auto layout = positions_of_four();
  layout.set("line_1/img", some_frames(0, 2, {2})).set("line_2/img", some_frames(2, 2, {2}));
  layout.set("line_3/other", scalar(1));
  EXPECT_THAT(order(read(layout, "frames = 'line_?/img'" + pixel)), ElementsAre(0, 1, 2, 3));
}

TEST(MappedFrames, OfSeveralFilesAreInTheOrderOfTheFiles) {
  auto layout = positions_of_four();
  layout.inputs = {"second.h5", "first.h5", "scan.h5"};
  layout.set_in("second.h5", "d/1", some_frames(2, 1, {1})).set_in("second.h5", "d/2", some_frames(3, 1, {1}));
  layout.set_in("first.h5", "d/1", some_frames(0, 2, {2}));
  EXPECT_THAT(order(read(layout, "frames = 'd/*'" + pixel)), ElementsAre(2, 3, 0, 1));
}

TEST(MappedFrames, MayBeSingleImages) {
  auto layout = positions_of_four();
  for (std::size_t frame = 0; frame < 4; ++frame)
    layout.set("images/" + std::to_string(frame), some_frames(frame, 1, {}));
  EXPECT_THAT(order(read(layout, "frames = 'images/*'" + pixel)), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(error_of(layout, "frames = 'images'" + pixel), AllOf(HasSubstr("is a group"), HasSubstr("\"images/*\"")));
}

TEST(MappedFrames, LeaveOutTheLastLinkThatLeadsNowhere) {
  auto layout = positions_of_four();
  layout.set("d/data_1", some_frames(0, 4, {4})).set("d/data_2", link_into("lost.h5", "data"));
  auto const scan = read(layout, "frames = 'd/data_*'" + pixel);
  EXPECT_EQ(scan.frames, 4U);
  auto const* const missing = scan.reading.find<FramesMissing>();
  ASSERT_NE(missing, nullptr);
  EXPECT_THAT(missing->where, AllOf(HasSubstr("data_2"), HasSubstr("lost.h5")));
  layout.set("d/data_0", link_into("lost.h5", "data"));
  EXPECT_THAT(error_of(layout, "frames = 'd/data_*'" + pixel),
              AllOf(HasSubstr("data_0"), HasSubstr("lost.h5"), HasSubstr("wrong positions")));
}

TEST(MappedFrames, OfAPatternWithoutDatasetsAreRefusedByWhatIsThere) {
  auto layout = positions_of_four();
  layout.set("entry/data/frame_1", some_frames(0, 4, {4}));
  EXPECT_THAT(error_of(layout, "frames = 'entry/data/data_*'" + pixel),
              AllOf(HasSubstr("no dataset fits 'entry/data/data_*'"), HasSubstr("'entry/data' holds 'frame_1'")));
  EXPECT_THAT(error_of(layout, "frames = 'run/*'" + pixel), HasSubstr("there is no 'run'"));
  EXPECT_THAT(error_of(layout, "frames = '*'" + pixel), HasSubstr("(frame, row, column)"));  // x and y fit, too
}

TEST(MappedFrames, AreChosenAlongAnAxis) {
  auto layout = positions_of_four();
  auto counts = small_counts<std::uint16_t>();
  auto twice = counts;  // [energy][frame]: frames of the second energy have one count more
  for (auto& count : counts) ++count;
  twice.insert(twice.end(), counts.begin(), counts.end());
  layout.set("f", numbers<std::uint16_t>({2, 4, 6, 6}, twice)).set("e", numbers<double>({2}, {8000, 9000}));
  std::string const geometry = "\ndistance = 6\ndetector-pixel = 1e-4\nenergy-unit = 'eV'\n";
  auto const first = read(layout, "frames = 'f[0]'\nenergy = 'e[0]'" + geometry);
  EXPECT_THAT(order(first), ElementsAre(0, 1, 2, 3));
  EXPECT_EQ(first.energy_eV, 8000);
  auto const second = read(layout, "frames = 'f[1, :]'\nenergy = 'e[1]'" + geometry);
  EXPECT_THAT(order(second), ElementsAre(1, 2, 3, 4));
  EXPECT_EQ(second.energy_eV, 9000);
  EXPECT_THAT(error_of(layout, "frames = 'f'\nenergy = 'e[0]'" + geometry),
              AllOf(HasSubstr("its axis 0 counts something else"), HasSubstr("frames = \"f[0]\"")));
  EXPECT_THAT(error_of(layout, "frames = 'f[0]'\nenergy = 'e'" + geometry),
              AllOf(HasSubstr("2 numbers from 8000 to 9000"), HasSubstr("energies[0]")));
  EXPECT_THAT(error_of(layout, "frames = 'f[2]'\nenergy = 'e[0]'" + geometry),
              HasSubstr("no entry 2 along its axis 0"));
  EXPECT_THAT(error_of(layout, "frames = 'f[0,0,0]'\nenergy = 'e[0]'" + geometry), HasSubstr("along 3 axes"));
  EXPECT_THAT(error_of(layout, "frames = 'f[a]'\nenergy = 'e[0]'" + geometry), HasSubstr("'f[a]'"));
}

TEST(MappedFrames, OfARasterAreAtTheCrossingsOfItsAxes) {
  Layout layout{.inputs = {"scan.h5"}, .files = {}, .attributes = {}};
  layout.set("f", some_frames(0, 4, {2, 2}));
  layout.set("x", numbers<double>({2}, {1, 3})).set("y", numbers<double>({2}, {5, 9}));
  auto const scan = read(layout, "frames = 'f'" + pixel);
  ASSERT_EQ(scan.positions.size(), 4U);
  EXPECT_DOUBLE_EQ(scan.positions[1].row_m, 5e-6);
  EXPECT_DOUBLE_EQ(scan.positions[1].col_m, 3e-6);
  EXPECT_DOUBLE_EQ(scan.positions[2].row_m, 9e-6);
  EXPECT_DOUBLE_EQ(scan.positions[2].col_m, 1e-6);
}

TEST(MappedFrames, AreChosenFromModulesOrExposures) {
  auto layout = positions_of_four();
  auto const counts = small_counts<std::uint16_t>();
  std::vector<std::uint16_t> modules;  // [frame][module]: the second module has ones only
  for (std::size_t frame = 0; frame < 4; ++frame) {
    modules.insert(modules.end(), counts.begin() + static_cast<std::ptrdiff_t>(36 * frame),
                   counts.begin() + static_cast<std::ptrdiff_t>(36 * (frame + 1)));
    modules.insert(modules.end(), 36, 1);
  }
  layout.set("f", numbers<std::uint16_t>({4, 2, 6, 6}, modules));
  EXPECT_THAT(order(read(layout, "frames = 'f[:, 0]'" + pixel)), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(error_of(layout, "frames = 'f'" + pixel),
              AllOf(HasSubstr("its axis 1"), HasSubstr("frames = \"f[:, 0]\"")));
}

TEST(MappedFrames, WithTheirNumberLastAreRefused) {
  auto layout = positions_of_four();
  layout.set("last", filled<std::uint16_t>({6, 6, 4}, 1));
  EXPECT_THAT(error_of(layout, "frames = 'last'" + pixel),
              AllOf(HasSubstr("frames of 6 x 4 pixels"), HasSubstr("numpy.moveaxis(frames, -1, 0)")));
}

TEST(MappedFrames, OfSeveralWidthsKeepTheirMarks) {
  constexpr std::size_t centre = 3 * 6 + 3;
  auto layout = positions_of_four();
  auto narrow = small_counts<std::uint16_t>();
  narrow.resize(72);
  narrow[centre] = 65535;  // not measured in frame 0
  auto wide = small_counts<std::uint32_t>();
  wide.erase(wide.begin(), wide.begin() + 72);
  wide[centre] = 65535;           // a count of frame 2
  wide[centre + 1] = 4294967295;  // not measured in frame 2
  layout.set("a", numbers<std::uint16_t>({2, 6, 6}, narrow)).set("b", numbers<std::uint32_t>({2, 6, 6}, wide));
  auto const scan = read(layout, "frames = ['a', 'b']" + pixel);
  auto const& counts = std::get<std::vector<float>>(scan.counts);  // floats, because of the marks
  EXPECT_EQ(counts[0], -1);
  EXPECT_EQ(counts[36], 101);
  EXPECT_EQ(counts[72], 65535);
  EXPECT_EQ(counts[73], -1);
}

TEST(MappedQuantities, OfEachFrameAreTakenWhenTheyAgree) {
  auto layout = positions_of_four();
  layout.set("f", some_frames(0, 4, {4})).set("d", numbers<double>({4}, {600, 600.1, 600, 599.9}));
  layout.set("same", filled<double>({4, 1}, 8000))
      .set("text", word(" 8.0 keV"))
      .set("ramp", numbers<double>({4}, {1, 2, 3, 4}));
  layout.set("nan", numbers<double>({4}, {8000, NAN, 8000, 8000})).set("none", word("unknown"));
  std::string const rest = "\ndistance = 'd'\ndistance-unit = 'cm'\ndetector-pixel = 1e-4\n";
  for (char const* energy : {"'same'", "'text'"}) {
    auto const scan = read(layout, std::string("frames = 'f'\nenergy = ") + energy + rest);
    EXPECT_NEAR(scan.energy_eV, 8000, 1e-9) << energy;
    EXPECT_NEAR(scan.distance_m, 6, 1e-12);
    auto const* const mean = scan.reading.find<MeanTaken>();
    ASSERT_NE(mean, nullptr);
    EXPECT_EQ(mean->values, 4U);
    EXPECT_NEAR(mean->spread, 0.2, 1e-9);
  }
  EXPECT_THAT(error_of(layout, "frames = 'f'\nenergy = 'ramp'" + rest), HasSubstr("4 numbers from 1 to 4"));
  EXPECT_THAT(error_of(layout, "frames = 'f'\nenergy = 'nan'" + rest), HasSubstr("all are finite"));
  EXPECT_THAT(error_of(layout, "frames = 'f'\nenergy = 'none'" + rest), HasSubstr("the text 'unknown'"));
}

TEST(MappedQuantities, ThatNoMicroscopeHasAreRefused) {
  auto layout = positions_of_four();
  layout.set("f", some_frames(0, 4, {4}));
  std::string const beam = "frames = 'f'\nenergy = 8000\ndetector-pixel = 1e-4\n";
  EXPECT_THAT(error_of(layout, "frames = 'f'\npixel = 1e300\n"),
              AllOf(HasSubstr("1e+300 m"), HasSubstr("no microscope")));
  EXPECT_THAT(error_of(layout, "frames = 'f'\npixel = [1e-8, 0.15]\n"), HasSubstr("0.15 m"));
  EXPECT_THAT(error_of(layout, beam + "distance = 1e300\n"), AllOf(HasSubstr("1e+300 m"), HasSubstr("below 10 km")));
  EXPECT_THAT(error_of(layout, "frames = 'f'\nenergy = 1e300\ndistance = 1\ndetector-pixel = 1e-4\n"),
              HasSubstr("wavelength"));
}

TEST(MappedFrameNumbers, MayBeNumbersTextsAndLists) {
  auto layout = positions_of_four();
  layout.set("f", some_frames(0, 4, {4}));
  EXPECT_THAT(order(read(layout, "frames = 'f'\nonly-frames = 2" + pixel)), ElementsAre(2));
  EXPECT_THAT(order(read(layout, "frames = 'f'\nonly-frames = [0, '2-3']" + pixel)), ElementsAre(0, 2, 3));
  EXPECT_THAT(order(read(layout, "frames = 'f'\nskip-frames = [1, 3]" + pixel)), ElementsAre(0, 2));
  for (char const* value : {"true", "[1.5]", "[[1]]"})
    EXPECT_THAT(error_of(layout, std::string("frames = 'f'\nonly-frames = ") + value + pixel),
                HasSubstr("a number of a frame, or a list of both"))
        << value;
  EXPECT_THAT(error_of(layout, "frames = 'f'\nonly-frames = -1" + pixel), HasSubstr("'-1'"));
}

}  // namespace
}  // namespace ptyger::test
