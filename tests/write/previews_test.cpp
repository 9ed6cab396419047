#include "write/picture/previews.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>

#include "ptyger/error.hpp"
#include "tests/write/small_result.hpp"
#include "write/picture/colour_map.hpp"
#include "write/picture/figure.hpp"
#include "write/picture/pictures.hpp"
#include "write/picture/png.hpp"

namespace ptyger::test {
namespace {

class Previews : public FolderTest {};

/// Signature, size and pixel type of a PNG file.
struct PngHeader {
  std::array<unsigned char, 26> bytes = {};

  explicit PngHeader(std::string const& path) {
    std::ifstream(path, std::ios::binary).read(reinterpret_cast<char*>(bytes.data()), 26);
  }
  bool is_png() const { return std::string(bytes.begin(), bytes.begin() + 8) == "\x89PNG\r\n\x1a\n"; }
  /// The number at a byte offset, most significant byte first.
  int number(std::size_t at) const {
    return bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];
  }
  int width() const { return number(16); }
  int height() const { return number(20); }
  bool is_rgb8() const { return bytes[24] == 8 && bytes[25] == 2; }
};

TEST_F(Previews, AreFourPngFiles) {
  auto const paths = write::write_previews(path("new/folder"), "star", small_scan(), small_result());
  EXPECT_THAT(paths, testing::ElementsAre(path("new/folder/star_phase.png"), path("new/folder/star_amplitude.png"),
                                          path("new/folder/star_probe.png"), path("new/folder/star_convergence.png")));
  for (std::string const& name : paths) {
    PngHeader const header(name);
    EXPECT_TRUE(header.is_png()) << name;
    EXPECT_TRUE(header.is_rgb8()) << name;
    EXPECT_GE(header.width(), 700) << name;
    EXPECT_LE(header.width(), 1250) << name;
    EXPECT_LE(header.height(), 1250) << name;
  }
}

TEST_F(Previews, HaveNoConvergenceCurveWithoutHistory) {
  Result result = small_result();
  result.history.clear();
  EXPECT_EQ(write::write_previews(path("."), "r", small_scan(), result).size(), 3U);
}

TEST_F(Previews, ErrorNamesTheFolderThatCannotBeMade) {
  std::ofstream(path("file")) << "no folder";
  try {
    write::write_previews(path("file/previews"), "r", small_scan(), small_result());
    FAIL();
  } catch (InputError const& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr(path("file/previews")));
  }
}

TEST_F(Previews, ReplaceOlderOnesAndLeaveNoTemporaryFile) {
  write::write_png(path("a.png"), write::Canvas(3, 2));
  write::write_png(path("a.png"), write::Canvas(17, 5));
  EXPECT_EQ(PngHeader(path("a.png")).width(), 17);
  EXPECT_EQ(PngHeader(path("a.png")).height(), 5);
  EXPECT_EQ(files(), 1);
}

/// Number of picture pixels of a colour.
int count(write::Canvas const& canvas, write::Colour colour) {
  return static_cast<int>(std::count(canvas.pixels().begin(), canvas.pixels().end(), colour));
}

TEST(Figure, EnlargesSmallImagesByAnInteger) {
  constexpr write::Colour mark{200, 10, 10};
  write::Panel panel{"", 20, 20, std::vector<write::Colour>(400, write::pale)};
  panel.pixels[7] = mark;
  write::Canvas const canvas = write::compose({"one pixel", {panel}, {}, 1e-8});
  int const enlarged = count(canvas, mark);
  EXPECT_EQ(enlarged, 50 * 50);
  EXPECT_EQ(count(canvas, write::pale), 399 * enlarged);
}

TEST(Figure, ReducesLargeImagesToTheMeanOfBlocks) {
  write::Panel panel{"", 1500, 1500, std::vector<write::Colour>(1500 * 1500, write::Colour{100, 0, 0})};
  for (std::size_t i = 0; i < panel.pixels.size(); i += 2) panel.pixels[i] = {0, 100, 0};
  write::Canvas const canvas = write::compose({"checks", {panel}, {}, 1e-8});
  EXPECT_EQ(count(canvas, {50, 50, 0}), 750 * 750);
}

TEST(Pictures, AreColouredByTheLitPixelsOnly) {
  Result result = small_result();
  for (std::size_t i = 0; i < 165; ++i) result.object.values[i] = i % 11 < 5 ? 1.0 : 3.0;
  result.illumination[7 * 11 + 2] = 0.1;  // unlit
  result.object.values[7 * 11 + 2] = 1e6;
  write::Canvas const canvas = write::amplitude_picture(small_scan(), result);
  int const enlarged = 66 * 66;  // picture pixels of one object pixel
  EXPECT_GE(count(canvas, write::pale), enlarged);
  EXPECT_GE(count(canvas, write::grey_colour(0)), (5 * 15 - 1) * enlarged);
  EXPECT_GE(count(canvas, write::grey_colour(1)), 6 * 15 * enlarged);
}

TEST(Pictures, ShowStartAndConjugateGradientsInTheirColours) {
  std::vector<HistoryRecord> start = small_result().history;
  start.pop_back();
  write::Canvas const only_start = write::convergence_picture(start);
  write::Canvas const both = write::convergence_picture(small_result().history);
  EXPECT_GT(count(only_start, {204, 102, 0}), 50);
  EXPECT_EQ(count(only_start, {20, 90, 170}), 0);
  EXPECT_GT(count(both, {204, 102, 0}), 50);
  EXPECT_GT(count(both, {20, 90, 170}), 50);
}

TEST(ColourMaps, RiseEvenlyInLightness) {
  auto const luma = [](write::Colour c) { return 0.2126 * c.red + 0.7152 * c.green + 0.0722 * c.blue; };
  for (auto const map : {write::grey_colour, write::scale_colour, write::brightness_colour})
    for (int i = 1; i <= 20; ++i) EXPECT_GT(luma(map(i / 20.0)), luma(map((i - 1) / 20.0)) + 1) << i;
  for (double phase = -3; phase < 3; phase += 0.5)
    EXPECT_NEAR(luma(write::complex_colour(phase, 1)), luma(write::brightness_colour(1)), 30) << phase;
  EXPECT_EQ(write::complex_colour(1, 0), write::complex_colour(2, 0));
}

}  // namespace
}  // namespace ptyger::test
