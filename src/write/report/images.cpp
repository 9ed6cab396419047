#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/centre.hpp"
#include "write/picture/axes.hpp"
#include "write/picture/colour_map.hpp"
#include "write/picture/object_view.hpp"
#include "write/picture/probe_view.hpp"
#include "write/report/parts.hpp"
#include "write/report/text.hpp"

namespace ptyger::write {
namespace {

/// A scale bar over a picture whose full width is `width_m` on the sample.
std::string scale_bar_html(double width_m) {
  if (!(width_m > 0)) return "";
  double const length = round_length(width_m / 4);
  return fmt::format("<div class=\"scale\" style=\"width:{:.3f}%\"><span>{}</span></div>", 100 * length / width_m,
                     length_label(length));
}

/// Ends of the contrast that can be chosen: they hold all lit values and the range of the picture.
Range contrast_ends(ObjectView const& view) {
  auto ends = view.range;
  for (std::size_t i = 0; i < view.values.size(); ++i)
    if (view.lit[i] != 0) ends = {std::min(ends.low, view.values[i]), std::max(ends.high, view.values[i])};
  return ends;
}

/// The values for the script, [row][col]: base64 of 16-bit numbers, low byte first. 0: not lit; 1 to 65535: from low
/// to high end.
std::string levels(ObjectView const& view, Range const& ends) {
  std::string bytes;
  for (std::size_t i = 0; i < view.values.size(); ++i) {
    auto const fraction = (view.values[i] - ends.low) / (ends.high - ends.low);
    auto const level = view.lit[i] == 0 ? 0 : 1 + std::lround(65534 * fraction);
    bytes += {static_cast<char>(level % 256), static_cast<char>(level / 256)};
  }
  return base64(bytes);
}

/// 256 colours of a map for the script, six hexadecimal digits each.
std::string colour_table(Colour (*colour)(double)) {
  std::string table;
  for (int i = 0; i < 256; ++i) table += css_colour(colour(i / 255.0)).substr(1);
  return table;
}

/// Name of a colour map in the page.
char const* map_name(Colour (*colour)(double)) {
  return colour == grey_colour ? "grey" : colour == scale_colour ? "scale" : "cyclic";
}

/// Buttons to zoom, choice of colours and contrast, and a place for the numbers under the cursor.
std::string tools_html(ObjectView const& view, std::string const& name, Range const& ends) {
  auto const slider = [&](char const* label, double value) {
    return fmt::format(
        "<label>{} <input type=\"range\" min=\"{:.9g}\" max=\"{:.9g}\" step=\"any\" value=\"{:.9g}\" "
        "autocomplete=\"off\"></label>",
        label, ends.low, ends.high, value);
  };
  return "<div class=\"tools\"><button type=\"button\" data-do=\"in\" aria-label=\"Zoom in\">+</button>"
         "<button type=\"button\" data-do=\"out\" aria-label=\"Zoom out\">−</button>"
         "<button type=\"button\" data-do=\"all\">Show all</button><a download=\"" +
         name +
         ".png\">Save picture</a></div>\n<div class=\"tools\"><label>Colours <select autocomplete=\"off\">"
         "<option value=\"\">usual<option>grey<option>scale<option>cyclic</select></label>" +
         slider("from", view.range.low) + slider("to", view.range.high) +
         "<button type=\"button\" data-do=\"usual\">Usual</button><output></output></div>\n";
}

/// A picture with the aspect ratio of the sample; the script makes it zoom and pan together with the other pictures.
std::string viewer_html(ObjectView const& view, Scan const& scan, ObjectImage const& object) {
  double const width = static_cast<double>(view.cols) * scan.pixel_col_m;
  double const height = static_cast<double>(view.rows) * scan.pixel_row_m;
  double const ratio = width / height;
  double const x = (static_cast<double>(view.left) - static_cast<double>(object.cols) / 2) * scan.pixel_col_m;
  double const y = (static_cast<double>(view.top) - static_cast<double>(object.rows) / 2) * scan.pixel_row_m;
  auto const ends = contrast_ends(view);
  std::string const name = view.unit == "rad" ? "phase" : "amplitude";
  auto const title = escape_html(view.title);
  return fmt::format(
             "<figure class=\"viewer\" data-rows=\"{0}\" data-cols=\"{1}\" data-top=\"{2}\" data-left=\"{3}\" "
             "data-width=\"{4:.9g}\" data-height=\"{9:.9g}\" data-x=\"{10:.9g}\" data-y=\"{11:.9g}\" "
             "data-name=\"{12}\" data-unit=\"{13}\" data-map=\"{14}\" data-levels=\"{15}\" "
             "style=\"--ratio:{6:.5f}\">\n<figcaption>{5} <small>{0} × {1} "
             "pixels</small></figcaption>\n"
             "<div class=\"stage\" tabindex=\"0\" role=\"group\" aria-label=\"{5}: plus and minus zoom, arrows move, 0 "
             "shows all\" style=\"aspect-ratio:{6:.5f}\">"
             "<img alt=\"{5}\" src=\"{7}\">{8}</div>\n",
             view.rows, view.cols, view.top, view.left, width, title, ratio,
             image_url(view.rows, view.cols, coloured(view)), scale_bar_html(width), height, x, y, name, view.unit,
             map_name(view.colour), levels(view, ends)) +
         tools_html(view, name, ends) + colour_bar_html(view.range.low, view.range.high, view.unit, view.colour) +
         "</figure>\n";
}

}  // namespace

std::string object_section(Scan const& scan, Result const& result) {
  return section("object", "Object",
                 "<p class=\"hint\">Wheel or pinch to zoom, drag to move; on the keyboard + and −, arrows and 0. Both "
                 "pictures move together. x and y under the cursor begin in the centre of the object, y goes "
                 "down.</p>\n" +
                     fmt::format("<div class=\"pair\" data-grey=\"{}\" data-scale=\"{}\" data-cyclic=\"{}\">",
                                 colour_table(grey_colour), colour_table(scale_colour), colour_table(phase_colour)) +
                     viewer_html(phase_view(result), scan, result.object) +
                     viewer_html(amplitude_view(result), scan, result.object) + "</div>\n");
}

std::string probe_section(Scan const& scan, Result const& result) {
  auto const size = result.probe.size;
  double const width = static_cast<double>(size) * scan.pixel_col_m;
  std::string html = "<div class=\"modes\">\n";
  int number = 0;
  for (auto const& mode : mode_views(result.probe))
    html += fmt::format(
        "<figure><div class=\"stage still\" style=\"aspect-ratio:{0:.5f}\"><img alt=\"Probe mode {1}\" "
        "src=\"{2}\">{3}</div>\n<figcaption>Mode {1} <b>{4:.1f} %</b></figcaption>"
        "<div class=\"share\"><i style=\"width:{4:.2f}%\"></i></div></figure>\n",
        scan.pixel_col_m / scan.pixel_row_m, ++number, image_url(size, size, mode.pixels), scale_bar_html(width),
        100 * mode.share);
  html +=
      "</div>\n<div class=\"legend\"><p>Colour is phase, brightness is amplitude; the percentage is the share of "
      "the power.</p>" +
      colour_bar_html(-std::numbers::pi, std::numbers::pi, "rad", phase_colour) +
      colour_bar_html(0, 1, "of the brightest", brightness_colour) + "</div>\n";
  return section("probe", result.probe.modes == 1 ? "Probe" : "Probe modes", html);
}

std::string background_section(Scan const& scan, Result const& result) {
  if (result.background.empty()) return "";
  auto const size = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(result.background.size()))));
  auto range = percentile_range(result.background);
  range.low = std::min(range.low, 0.0);
  std::vector<Colour> pixels;
  for (double const value : result.background)
    pixels.push_back(scale_colour((value - range.low) / (range.high - range.low)));
  core::corner_to_centre(pixels.data(), size);
  return section("background", "Background",
                 "<div class=\"modes\"><figure><div class=\"stage still\" style=\"aspect-ratio:1\"><img "
                 "alt=\"Background on the detector\" src=\"" +
                     image_url(size, size, pixels) + "\"></div><figcaption>On the detector" +
                     (scan.near_field ? "" : ", zero frequency in the centre") + "</figcaption>\n" +
                     colour_bar_html(range.low, range.high, "photons a frame", scale_colour) + "</figure></div>\n");
}

}  // namespace ptyger::write
