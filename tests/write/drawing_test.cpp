#include "write/drawing/drawing.hpp"

#include <gmock/gmock.h>
#include <zlib.h>

#include <pugixml.hpp>
#include <regex>
#include <set>

#include "write/drawing/canvas.hpp"
#include "write/drawing/pdf.hpp"
#include "write/drawing/svg.hpp"
#include "write/drawing/truetype_subset.hpp"
#include "write/drawing/typeface.hpp"

namespace ptyger::test {
namespace {

using testing::HasSubstr;

constexpr write::Colour red{200, 10, 10};
constexpr char const* units = "µ Å ° × ² −0.5";

/// Different grey levels of a picture.
std::set<int> levels(write::Canvas const& canvas) {
  std::set<int> found;
  for (auto const& pixel : canvas.pixels()) found.insert(pixel.red);
  return found;
}

/// A drawing with each kind of mark.
write::Drawing example() {
  write::Drawing drawing(300, 200);
  drawing.fill(10, 10, 20, 5, red);
  drawing.line(50, 50, 100, 90, 2, write::black);
  drawing.polygon({{200, 20}, {240, 20}, {220, 60}}, red);
  drawing.image({100, 100, 40, 60, write::black}, 3, 2, std::vector<write::Colour>(6, red));
  drawing.text(20, 150, "pixel < 10 & up");
  drawing.text(280, 170, units, {.anchor = write::Anchor::right});
  return drawing;
}

TEST(Text, GrowsWithItsLettersAndItsSize) {
  EXPECT_EQ(write::text_width(""), 0);
  EXPECT_GT(write::text_width("iiii"), write::text_width("iii"));
  EXPECT_LT(write::text_width("iiii"), write::text_width("mmmm"));
  EXPECT_NEAR(write::text_width("Phase", 40), 2 * write::text_width("Phase", 20), 2);
  EXPECT_EQ(write::text_width("0000"), write::text_width("1111")) << "numbers stand below each other";
}

TEST(Text, HasTheSignsOfUnits) {
  for (auto const& glyph : write::glyphs_of(units)) EXPECT_NE(glyph.letter, U'\uFFFD');
  EXPECT_EQ(write::glyphs_of(units).size(), 14U);
  EXPECT_EQ(write::utf8_of(write::glyphs_of(units)), units);
  EXPECT_EQ(write::utf8_of(write::glyphs_of("a\xFF\xC2\x01")), "a\uFFFD\uFFFD\uFFFD") << "no UTF-8";
}

TEST(Text, IsSmoothAndStaysInItsBox) {
  write::Drawing drawing(write::text_width("Phase, µm") + 1, 24);
  drawing.text(0, 2, "Phase, µm");
  auto const canvas = write::rasterise(drawing);
  EXPECT_GT(levels(canvas).size(), 20U) << "letters have smooth edges";
  for (int x = 0; x < canvas.width(); ++x) {
    EXPECT_EQ(canvas.at(x, 0), write::white);
    EXPECT_EQ(canvas.at(x, 23), write::white);
  }
}

TEST(Text, StandsAtItsAnchor) {
  auto const columns = [](write::Anchor anchor) {  // first and last column with ink
    write::Drawing drawing(200, 30);
    drawing.text(100, 5, "HIH", {.anchor = anchor});
    auto const canvas = write::rasterise(drawing);
    std::set<int> found;
    for (int i = 0; i < 200 * 30; ++i)
      if (canvas.at(i % 200, i / 200).red < 200) found.insert(i % 200);
    return std::pair(*found.begin(), *found.rbegin());
  };
  EXPECT_GE(columns(write::Anchor::left).first, 100);
  EXPECT_LE(columns(write::Anchor::right).second, 100);
  EXPECT_NEAR((columns(write::Anchor::middle).first + columns(write::Anchor::middle).second) / 2.0, 100, 1.5);
}

TEST(Text, IsShortenedAtItsBeginningAndWrapped) {
  EXPECT_EQ(write::shortened("short", 200), "short");
  auto const shorter = write::shortened("scan_Å_00001", 80);
  EXPECT_LE(write::text_width(shorter), 80);
  EXPECT_THAT(shorter, testing::AllOf(testing::StartsWith("…"), testing::EndsWith("1")));
  EXPECT_THAT(write::wrapped("one two three", write::text_width("one two"), 5),
              testing::ElementsAre("one two", "three"));
}

TEST(Rasterise, DrawsMarksInTheirOrder) {
  auto drawing = example();
  EXPECT_EQ(write::rasterise(drawing).at(220, 30), red);
  EXPECT_EQ(write::rasterise(drawing).at(202, 50), write::white) << "beside the triangle";
  drawing.fill(0, 0, 300, 200, write::pale);
  EXPECT_EQ(levels(write::rasterise(drawing)), std::set<int>{write::pale.red});
}

TEST(Svg, IsXmlWithTextAndImage) {
  pugi::xml_document document;
  auto const text = write::svg(example());
  auto const parsed = document.load_buffer(text.data(), text.size());
  ASSERT_TRUE(parsed) << parsed.description();
  auto const root = document.child("svg");
  EXPECT_STREQ(root.attribute("viewBox").value(), "0 0 300 200");
  EXPECT_THAT(root.attribute("font-family").value(), HasSubstr("DejaVu Sans"));
  auto const label = root.child("text");
  EXPECT_STREQ(label.text().get(), "pixel < 10 & up");
  EXPECT_STREQ(label.next_sibling("text").text().get(), units);
  EXPECT_STREQ(label.next_sibling("text").attribute("text-anchor").value(), "end");
  auto const images = root.children("image");
  EXPECT_EQ(std::distance(images.begin(), images.end()), 1);
  EXPECT_THAT(root.child("image").attribute("xlink:href").value(), testing::StartsWith("data:image/png;base64,iVBOR"));
}

/// The content of the stream of a PDF object that begins at `at`.
std::string unpacked(std::string const& file, std::size_t at) {
  std::size_t const begin = file.find("stream\n", at) + 7;
  std::string const packed = file.substr(begin, file.find("\nendstream", begin) - begin);
  std::string bytes(1 << 22, '\0');
  uLongf size = bytes.size();
  EXPECT_EQ(uncompress(reinterpret_cast<Bytef*>(bytes.data()), &size, reinterpret_cast<Bytef const*>(packed.data()),
                       packed.size()),
            Z_OK);
  return bytes.substr(0, size);
}

TEST(Pdf, ListsThePlacesOfItsObjects) {
  auto const file = write::pdf(example());
  EXPECT_THAT(file, testing::AllOf(testing::StartsWith("%PDF-1."), testing::EndsWith("%%EOF\n")));
  std::size_t const table = std::stoul(file.substr(file.rfind("startxref\n") + 10));
  ASSERT_EQ(file.substr(table, 7), "xref\n0 ");
  std::size_t const count = std::stoul(file.substr(table + 7));
  std::size_t entry = file.find('\n', table + 5) + 1;
  EXPECT_EQ(file.substr(entry, 20), "0000000000 65535 f \n");
  for (std::size_t number = 1; number < count; ++number) {
    entry += 20;
    std::size_t const place = std::stoul(file.substr(entry, 10));
    std::string const begin = std::to_string(number) + " 0 obj\n";
    EXPECT_EQ(file.substr(place, begin.size()), begin);
  }
  EXPECT_EQ(file.substr(entry + 20, 7), "trailer");
}

TEST(Pdf, HasImageTextAndTypeface) {
  auto const file = write::pdf(example());
  EXPECT_THAT(file, HasSubstr("/MediaBox [0 0 150 100]"));
  EXPECT_THAT(file, HasSubstr("/Width 2 /Height 3"));
  EXPECT_EQ(unpacked(file, file.find("/Subtype /Image")), std::string(18, '\0').replace(0, 18,
                                                                                        "\xC8\x0A\x0A\xC8\x0A\x0A"
                                                                                        "\xC8\x0A\x0A\xC8\x0A\x0A"
                                                                                        "\xC8\x0A\x0A\xC8\x0A\x0A"));
  auto const font = unpacked(file, file.find("/Length1"));
  EXPECT_EQ(font.substr(0, 4), std::string("\0\1\0\0", 4));
  EXPECT_LT(file.size(), 40000U) << "only the letters that occur";
}

/// Number of a big-endian file.
std::uint32_t number(std::string const& bytes, std::size_t at, std::size_t length) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < length; ++i) value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
  return value;
}

TEST(TrueTypeSubset, KeepsGlyphsWithTheirPartsAndSums) {
  int const letter = write::glyphs_of("Å").front().index;
  auto const font = write::truetype_subset(write::typeface_file(), {letter});
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at < font.size(); at += 4) sum += number(font, at, 4);
  EXPECT_EQ(sum, 0xB1B0AFBAU) << "the sum of every TrueType file";
  std::map<std::string, std::size_t> place;
  for (std::size_t entry = 12; entry < 12 + 16 * std::size_t{number(font, 4, 2)}; entry += 16)
    place[font.substr(entry, 4)] = number(font, entry + 8, 4);
  std::set<int> outlines;
  for (int glyph = 0; glyph < static_cast<int>(number(font, place["maxp"] + 4, 2)); ++glyph) {
    auto const entry = place["loca"] + 4 * static_cast<std::size_t>(glyph);
    if (number(font, entry + 4, 4) > number(font, entry, 4)) outlines.insert(glyph);
  }
  EXPECT_THAT(outlines, testing::Contains(letter));
  EXPECT_LE(outlines.size(), 6U) << "itself, its parts, and the glyph of unknown letters";
}

}  // namespace
}  // namespace ptyger::test
