#include "write/picture/previews.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <numbers>

#include "ptyger/error.hpp"
#include "tests/write/small_result.hpp"
#include "write/drawing/canvas.hpp"
#include "write/drawing/png.hpp"
#include "write/picture/colour_map.hpp"
#include "write/picture/figure.hpp"
#include "write/picture/object_view.hpp"
#include "write/picture/pictures.hpp"

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

TEST_F(Previews, MayBeSvgOrPdf) {
  for (auto const format : {write::PictureFormat::svg, write::PictureFormat::pdf}) {
    auto const paths = write::write_previews(path("."), "r", small_scan(), small_result(), format);
    auto names = write::preview_names(path("."), "r", format);
    names.resize(4);  // there are no data of fit and halves here
    EXPECT_EQ(paths, names);
    for (auto const& name : paths) {
      EXPECT_EQ(write::picture_format_of(name), format) << name;
      EXPECT_GT(std::filesystem::file_size(name), 1000U) << name;
    }
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

/// The texts of a picture.
std::vector<std::string> texts(write::Drawing const& drawing) {
  std::vector<std::string> words;
  for (auto const& mark : drawing.marks())
    if (auto const* const text = std::get_if<write::Text>(&mark)) words.push_back(text->words);
  return words;
}

/// Number of picture pixels of a colour.
int count(write::Canvas const& canvas, write::Colour colour) {
  return static_cast<int>(std::count(canvas.pixels().begin(), canvas.pixels().end(), colour));
}

constexpr write::Colour sky{90, 180, 240};

TEST(Figure, EnlargesSmallImagesByAnInteger) {
  constexpr write::Colour mark{200, 10, 10};
  write::Panel panel{"", 20, 20, std::vector<write::Colour>(400, sky)};
  panel.pixels[7] = mark;
  auto const canvas = write::rasterise(write::compose({"one pixel", {panel}, {}, 1e-8, 1e-8, ""}));
  int const enlarged = count(canvas, mark);
  EXPECT_EQ(enlarged, 50 * 50);
  EXPECT_EQ(count(canvas, sky), 399 * enlarged);
}

TEST(Figure, ReducesLargeImagesToTheMeanOfBlocks) {
  write::Panel panel{"", 2000, 2000, std::vector<write::Colour>(2000 * 2000, write::Colour{100, 0, 0})};
  for (std::size_t i = 0; i < panel.pixels.size(); i += 2) panel.pixels[i] = {0, 100, 0};
  auto const canvas = write::rasterise(write::compose({"checks", {panel}, {}, 1e-8, 1e-8, ""}));
  EXPECT_EQ(count(canvas, {50, 50, 0}), 1000 * 1000);
}

TEST(Figure, HasTheAspectRatioOfTheSample) {
  write::Panel const panel{"", 20, 20, std::vector<write::Colour>(400, sky)};
  auto const canvas = write::rasterise(write::compose({"flat pixels", {panel}, {}, 1e-8, 2e-8, ""}));
  EXPECT_EQ(count(canvas, sky), 1000 * 500);
}

TEST(Pictures, AreColouredByTheLitPixelsOnly) {
  Result result = small_result();
  for (std::size_t i = 0; i < 165; ++i) result.object.values[i] = i % 11 < 5 ? 1.0 : 3.0;
  result.illumination[7 * 11 + 2] = 0.1;  // unlit
  result.object.values[7 * 11 + 2] = 1e6;
  auto const canvas = write::rasterise(write::amplitude_picture(small_scan(), result));
  int const enlarged = 90 * 45;  // picture pixels of one object pixel, which is twice as wide as high
  EXPECT_GE(count(canvas, write::pale), enlarged);
  EXPECT_GE(count(canvas, write::grey_colour(0)), (5 * 15 - 1) * enlarged);
  EXPECT_GE(count(canvas, write::grey_colour(1)), 6 * 15 * enlarged);
}

TEST(Pictures, StateScanPixelAndMisfitBelow) {
  Result result = small_result();
  result.nrmse = 0.12344;
  auto const note = "small.cxi, pixel 10 nm × 20 nm (height × width), NRMSE 0.1234";
  EXPECT_EQ(write::result_note(small_scan(), result), note);
  for (auto const picture : {write::phase_picture, write::amplitude_picture, write::probe_picture})
    EXPECT_THAT(texts(picture(small_scan(), result)), testing::Contains(note));
}

TEST(Pictures, ShowPhasesThatWrapInCyclicColours) {
  Result result = small_result();
  EXPECT_LT(write::phase_view(result).range.high, 1);
  for (std::size_t i = 0; i < 165; ++i)
    result.object.values[i] = std::polar(1.0, 2.399963 * static_cast<double>(i * i));
  auto const view = write::phase_view(result);
  EXPECT_DOUBLE_EQ(view.range.low, -std::numbers::pi);
  EXPECT_DOUBLE_EQ(view.range.high, std::numbers::pi);
  EXPECT_EQ(view.colour(0), view.colour(1));
}

TEST(Convergence, ShowsStartAndConjugateGradientsInTheirColours) {
  Result result = small_result();
  auto const both = write::rasterise(write::convergence_picture(small_scan(), result));
  result.history.pop_back();
  auto const only_start = write::rasterise(write::convergence_picture(small_scan(), result));
  EXPECT_GT(count(only_start, {204, 102, 0}), 50);
  EXPECT_EQ(count(only_start, {20, 90, 170}), 0);
  EXPECT_GT(count(both, {204, 102, 0}), 50);
  EXPECT_GT(count(both, {20, 90, 170}), 50);
}

/// A run of ten iterations whose misfit of held-out pixels rises after the fourth.
Result overfitted_result() {
  Result result = small_result();
  result.history.clear();
  for (int i = 1; i <= 10; ++i)
    result.history.push_back({.iteration = i, .nrmse = 1.0 / i, .held_out = 2 + 0.02 * (i - 4) * (i - 4)});
  result.nrmse = 0.25;
  result.kept_iteration = 4;
  return result;
}

/// Columns of the vertical grey lines of a picture, which mark the iteration of the result.
std::vector<double> marked_columns(write::Drawing const& drawing) {
  std::vector<double> columns;
  for (auto const& mark : drawing.marks())
    if (auto const* const line = std::get_if<write::Line>(&mark); line != nullptr && line->colour == write::grey)
      columns.push_back(line->from.x);
  return columns;
}

TEST(Convergence, MarksTheIterationThatIsKept) {
  Result result = overfitted_result();
  auto const kept = write::convergence_picture(small_scan(), result);
  EXPECT_THAT(texts(kept),
              testing::IsSupersetOf({"Convergence: NRMSE 0.2500, iteration 4 of 10", "NRMSE of the fit, logarithmic",
                                     "result", "Mean misfit of a held-out detector pixel"}));
  result.kept_iteration = 0;
  auto const last = write::convergence_picture(small_scan(), result);
  EXPECT_THAT(texts(last), testing::Contains("Convergence: NRMSE 0.2500 after 10 iterations"));
  ASSERT_EQ(marked_columns(kept).size(), 2U) << "one in each plot";
  EXPECT_EQ(marked_columns(kept)[0], marked_columns(kept)[1]);
  EXPECT_NEAR((marked_columns(last)[0] - marked_columns(kept)[0]) / 814, 6.0 / 9 / 1.04, 1e-3);
}

TEST(Convergence, HasOnePlotWhenNothingIsHeldOut) {
  Result result = overfitted_result();
  for (auto& record : result.history) record.held_out.reset();
  auto const picture = write::convergence_picture(small_scan(), result);
  EXPECT_EQ(marked_columns(picture).size(), 1U);
  EXPECT_LT(picture.height(), write::convergence_picture(small_scan(), overfitted_result()).height());
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
