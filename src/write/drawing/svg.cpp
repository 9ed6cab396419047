#include "write/drawing/svg.hpp"

#include <fmt/format.h>

#include "write/drawing/markup.hpp"
#include "write/drawing/typeface.hpp"

namespace ptyger::write {
namespace {

char const* word_of(Anchor anchor) {
  return anchor == Anchor::left ? "start" : anchor == Anchor::middle ? "middle" : "end";
}

/// The SVG element of a mark. A whole number is the centre of a pixel for lines and letters, the edge of a pixel for
/// rectangles and images, as in rasterise().
struct SvgElement {
  std::string operator()(Rectangle const& mark) const {
    return fmt::format("<rect x=\"{:g}\" y=\"{:g}\" width=\"{:g}\" height=\"{:g}\" fill=\"{}\"/>\n", mark.x, mark.y,
                       mark.width, mark.height, css_colour(mark.colour));
  }

  std::string operator()(Line const& mark) const {
    return fmt::format(
        "<line x1=\"{:.2f}\" y1=\"{:.2f}\" x2=\"{:.2f}\" y2=\"{:.2f}\" stroke=\"{}\" stroke-width=\"{:g}\" "
        "stroke-linecap=\"round\"/>\n",
        mark.from.x + 0.5, mark.from.y + 0.5, mark.to.x + 0.5, mark.to.y + 0.5, css_colour(mark.colour),
        mark.thickness);
  }

  std::string operator()(Polygon const& mark) const {
    std::string points;
    for (auto const& corner : mark.corners) points += fmt::format("{:.2f},{:.2f} ", corner.x + 0.5, corner.y + 0.5);
    return fmt::format("<polygon points=\"{}\" fill=\"{}\"/>\n", points, css_colour(mark.colour));
  }

  std::string operator()(Text const& mark) const {
    return fmt::format("<text x=\"{:.2f}\" y=\"{:.2f}\" font-size=\"{:g}\" text-anchor=\"{}\" fill=\"{}\">{}</text>\n",
                       mark.at.x, mark.at.y, mark.style.size, word_of(mark.style.anchor), css_colour(mark.style.colour),
                       escape_html(utf8_of(glyphs_of(mark.words))));
  }

  std::string operator()(Image const& mark) const {
    return fmt::format(
        "<image x=\"{:g}\" y=\"{:g}\" width=\"{:g}\" height=\"{:g}\" preserveAspectRatio=\"none\" "
        "style=\"image-rendering:pixelated\" xlink:href=\"{}\"/>\n",
        mark.x, mark.y, mark.width, mark.height, image_url(mark.rows, mark.cols, mark.pixels));
  }
};

}  // namespace

std::string svg(Drawing const& drawing) {
  std::string document = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{:g}pt\" "
      "height=\"{:g}pt\" viewBox=\"0 0 {} {}\" font-family=\"DejaVu Sans, sans-serif\">\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
      drawing.width() * points_per_pixel, drawing.height() * points_per_pixel, drawing.width(), drawing.height());
  for (Mark const& mark : drawing.marks()) document += std::visit(SvgElement{}, mark);
  return document + "</svg>\n";
}

}  // namespace ptyger::write
