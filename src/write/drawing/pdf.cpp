#include "write/drawing/pdf.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <set>

#include "write/drawing/pdf_objects.hpp"
#include "write/drawing/svg.hpp"
#include "write/drawing/truetype_subset.hpp"
#include "write/drawing/typeface.hpp"

namespace ptyger::write {
namespace {

std::string operands(Colour colour) {
  return fmt::format("{:.4g} {:.4g} {:.4g}", colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
}

/// Writes the operators of a page that draw marks; y grows downwards, lengths are picture pixels.
struct Page {
  PdfObjects& objects;
  std::string content;
  std::string images;           ///< entries of the dictionary of images
  std::map<int, Glyph> glyphs;  ///< glyphs that occur, by their number
  std::size_t image_count = 0;

  void operator()(Rectangle const& mark) {
    content +=
        fmt::format("{} rg {:g} {:g} {:g} {:g} re f\n", operands(mark.colour), mark.x, mark.y, mark.width, mark.height);
  }

  void operator()(Line const& mark) {
    content += fmt::format("{} RG {:g} w {:.2f} {:.2f} m {:.2f} {:.2f} l S\n", operands(mark.colour), mark.thickness,
                           mark.from.x + 0.5, mark.from.y + 0.5, mark.to.x + 0.5, mark.to.y + 0.5);
  }

  void operator()(Polygon const& mark) {
    content += operands(mark.colour) + " rg";
    char step = 'm';
    for (auto const& corner : mark.corners) {
      content += fmt::format(" {:.2f} {:.2f} {}", corner.x + 0.5, corner.y + 0.5, step);
      step = 'l';
    }
    content += " f\n";
  }

  void operator()(Text const& mark) {
    double width = 0;
    std::string codes;
    for (Glyph const& glyph : glyphs_of(mark.words)) {
      width += glyph.advance * mark.style.size;
      codes += fmt::format("{:04X}", glyph.index);
      glyphs[glyph.index] = glyph;
    }
    Anchor const anchor = mark.style.anchor;
    double const x = mark.at.x - width * (anchor == Anchor::middle ? 0.5 : anchor == Anchor::right ? 1.0 : 0.0);
    content += fmt::format("{} rg BT /F {:g} Tf 1 0 0 -1 {:.2f} {:.2f} Tm <{}> Tj ET\n", operands(mark.style.colour),
                           mark.style.size, x, mark.at.y, codes);
  }

  void operator()(Image const& mark) {
    std::size_t const image = objects.add_stream(
        fmt::format("/Type /XObject /Subtype /Image /Width {} /Height {} /ColorSpace /DeviceRGB /BitsPerComponent 8",
                    mark.cols, mark.rows),
        {reinterpret_cast<char const*>(mark.pixels.data()), mark.pixels.size() * sizeof(Colour)});
    std::string const name = fmt::format("I{}", ++image_count);
    images += fmt::format("/{} {} 0 R ", name, image);
    content += fmt::format("q {:g} 0 0 {:g} {:g} {:g} cm /{} Do Q\n", mark.width, -mark.height, mark.x,
                           mark.y + mark.height, name);
  }
};

/// Lets readers find the letters of the text from the numbers of its glyphs.
std::string unicode_map(std::map<int, Glyph> const& glyphs) {
  std::string map =
      "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
      "/CMapName /PtyGer def /CMapType 2 def\n"
      "1 begincodespacerange <0000> <FFFF> endcodespacerange\n";
  for (auto const& [index, glyph] : glyphs)
    if (glyph.letter <= 0xFFFF)
      map += fmt::format("1 beginbfchar <{:04X}> <{:04X}> endbfchar\n", index, static_cast<unsigned>(glyph.letter));
  return map + "endcmap CMapName currentdict /CMap defineresource pop end end\n";
}

/// Adds the typeface with the glyphs that occur; returns the number of the font. Lengths: 1/1000 of the size of the
/// text.
std::size_t add_font(PdfObjects& objects, std::map<int, Glyph> const& glyphs) {
  constexpr char const* name = "PTYGER+DejaVuSans";
  std::set<int> numbers;
  std::string widths;
  for (auto const& [index, glyph] : glyphs) {
    numbers.insert(index);
    widths += fmt::format("{} [{:.0f}] ", index, 1000 * glyph.advance);
  }
  std::string const font = truetype_subset(typeface_file(), numbers);
  std::size_t const file = objects.add_stream(fmt::format("/Length1 {}", font.size()), font);
  std::size_t const descriptor = objects.add(
      fmt::format("<< /Type /FontDescriptor /FontName /{} /Flags 4 /FontBBox [-1021 -463 1793 1232] /ItalicAngle 0 "
                  "/Ascent 928 /Descent -236 /CapHeight {:.0f} /StemV 90 /FontFile2 {} 0 R >>",
                  name, 1000 * capital_height, file));
  std::size_t const descendant = objects.add(
      fmt::format("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{} /CIDSystemInfo << /Registry (Adobe) /Ordering "
                  "(Identity) /Supplement 0 >> /CIDToGIDMap /Identity /FontDescriptor {} 0 R /W [{}] >>",
                  name, descriptor, widths));
  std::size_t const letters = objects.add_stream("", unicode_map(glyphs));
  return objects.add(
      fmt::format("<< /Type /Font /Subtype /Type0 /BaseFont /{} /Encoding /Identity-H /DescendantFonts [{} 0 R] "
                  "/ToUnicode {} 0 R >>",
                  name, descendant, letters));
}

}  // namespace

std::string pdf(Drawing const& drawing) {
  double const width = drawing.width() * points_per_pixel;
  double const height = drawing.height() * points_per_pixel;
  PdfObjects objects;
  // Round ends of lines; the origin in the upper left corner.
  Page page{
      objects, fmt::format("1 J {0:g} 0 0 {1:g} 0 {2:g} cm\n", points_per_pixel, -points_per_pixel, height), {}, {}};
  for (Mark const& mark : drawing.marks()) std::visit(page, mark);
  std::size_t const font = add_font(objects, page.glyphs);
  std::size_t const content = objects.add_stream("", page.content);
  // Objects refer to each other: page to pages, which is added next, and pages to page.
  std::size_t const pages = content + 2;
  std::size_t const only_page = objects.add(
      fmt::format("<< /Type /Page /Parent {} 0 R /MediaBox [0 0 {:g} {:g}] /Contents {} 0 R /Resources << /Font << /F "
                  "{} 0 R >> /XObject << {}>> >> >>",
                  pages, width, height, content, font, page.images));
  objects.add(fmt::format("<< /Type /Pages /Kids [{} 0 R] /Count 1 >>", only_page));
  return objects.file(objects.add(fmt::format("<< /Type /Catalog /Pages {} 0 R >>", pages)));
}

}  // namespace ptyger::write
