#include "write/picture/contact_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "write/lit_region.hpp"
#include "write/picture/axes.hpp"
#include "write/picture/colour_map.hpp"
#include "write/picture/object_view.hpp"

namespace ptyger::write {
namespace {

// Sizes, picture pixels.
constexpr int sheet_margin = 28;
constexpr int sheet_title_height = 34;
constexpr int largest_picture = 240;  // longer side of one projection
constexpr int largest_sheet = 3700;   // without margins, title and grey scale
constexpr int narrowest_label = 96;   // below this width of a picture, name and angle are left out
constexpr int line_height = 20;
constexpr int sheet_bar_gap = 24;
constexpr int bar_height = 240;
constexpr int longest_scale = 90;     // scale bar
constexpr int scale_bar_width = 190;  // with its label
constexpr Colour signal_red{190, 40, 30};
constexpr Colour unlit_colour{205, 216, 234};  // bluish, since a grey stands for a phase

/// Arranges pictures whose longer side has `longest` picture pixels. rows, cols: shape of the projections, pixels.
SheetLayout arrange(std::size_t cells, double longest, double rows, double cols) {
  SheetLayout layout;
  double const scale = longest / std::max(rows, cols);
  layout.picture_width = std::max(1, static_cast<int>(cols * scale));
  layout.picture_height = std::max(1, static_cast<int>(rows * scale));
  layout.label_height = layout.picture_width >= narrowest_label ? 2 * line_height + 4 : 0;
  layout.gap = layout.label_height > 0 ? 12 : longest >= 16 ? 3 : 1;
  double const count = static_cast<double>(std::max<std::size_t>(cells, 1));
  double const columns = std::ceil(std::sqrt(count * layout.cell_height() / layout.cell_width()));
  layout.columns = static_cast<int>(std::min(columns, count));
  layout.lines = static_cast<int>(std::ceil(count / layout.columns));
  return layout;
}

/// The quantile of values at a fraction 0..1; the nearest value, not interpolated.
double quantile(std::vector<double> values, double fraction) {
  if (values.empty()) return 0;
  auto const place = values.begin() + std::lround(fraction * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

/// Numbers at the ends of the scale of all pictures.
Range common_range(std::vector<SheetCell> const& cells) {
  std::vector<double> lows;
  std::vector<double> highs;
  for (SheetCell const& cell : cells) {
    std::vector<double> values;
    for (float const value : cell.picture.values)
      if (std::isfinite(value)) values.push_back(static_cast<double>(value));
    if (values.empty()) continue;
    Range const range = percentile_range(std::move(values));
    lows.push_back(range.low);
    highs.push_back(range.high);
  }
  return lows.empty() ? Range{} : Range{quantile(lows, 0.2), quantile(highs, 0.8)};
}

/// The grey scale of all pictures; in cyclic colours when their phases wrap.
ColourBar common_scale(std::vector<SheetCell> const& cells) {
  constexpr double pi = std::numbers::pi;
  Range const range = common_range(cells);
  if (phase_wraps(range)) return {"phase, rad", -pi, pi, phase_colour};
  ColourBar scale{"phase, rad", range.low, range.high, grey_colour};
  for (SheetCell const& cell : cells)
    for (float const value : cell.picture.values) {
      scale.lower = scale.lower || static_cast<double>(value) < range.low;
      scale.higher = scale.higher || static_cast<double>(value) > range.high;
    }
  return scale;
}

void draw_picture(Drawing& drawing, Rectangle const& place, Thumbnail const& picture, ColourBar const& scale) {
  std::vector<Colour> pixels;
  for (float const value : picture.values)
    pixels.push_back(std::isfinite(value)
                         ? scale.colour((static_cast<double>(value) - scale.low) / (scale.high - scale.low))
                         : unlit_colour);
  drawing.image(place, picture.rows, picture.cols, std::move(pixels));
}

void draw_missing(Drawing& drawing, int left, int top, SheetLayout const& layout, std::string const& reason) {
  int const width = layout.picture_width;
  int const height = layout.picture_height;
  drawing.fill(left, top, width, height, pale);
  double const thickness = width >= narrowest_label ? 2 : 1;
  bool const has_text = layout.label_height > 0;
  if (!has_text) {
    drawing.line(left, top, left + width - 1, top + height - 1, thickness, signal_red);
    drawing.line(left, top + height - 1, left + width - 1, top, thickness, signal_red);
    return;
  }
  drawing.frame(left + 1, top + 1, width - 2, height - 2, signal_red);
  auto const max_lines = static_cast<std::size_t>(std::max(1, (height - 12) / line_height));
  int y = top + 8;
  for (std::string const& line : wrapped("missing: " + reason, width - 12, max_lines, note_size)) {
    drawing.text(left + 6, y, line, {.colour = signal_red, .size = note_size});
    y += line_height;
  }
}

void draw_cell(Drawing& drawing, int left, int top, SheetLayout const& layout, SheetCell const& cell,
               ColourBar const& scale) {
  int const width = layout.picture_width;
  if (cell.missing.empty() && !cell.picture.values.empty())
    draw_picture(drawing,
                 {static_cast<double>(left), static_cast<double>(top), static_cast<double>(width),
                  static_cast<double>(layout.picture_height), black},
                 cell.picture, scale);
  else
    draw_missing(drawing, left, top, layout, cell.missing);
  if (layout.label_height == 0) return;
  int const below = top + layout.picture_height + 6;
  std::string const angle = cell.angle_deg ? fmt::format("{:.6g}°", *cell.angle_deg) : "no angle";
  drawing.text(left, below, shortened(cell.name, width, note_size), {.size = note_size});
  drawing.text(left, below + line_height, shortened(angle, width, note_size), {.size = note_size});
}

/// For a sheet without labels: writes the index of the first projection before each line.
void draw_numbers(Drawing& drawing, int right, int top, SheetLayout const& layout) {
  int const line_step = (line_height + layout.cell_height() - 1) / layout.cell_height();
  for (int line = 0; line < layout.lines; line += line_step)
    drawing.text(right, top + line * layout.cell_height(), std::to_string(line * layout.columns),
                 {.anchor = Anchor::right});
}

std::string title(std::vector<SheetCell> const& cells) {
  auto const missing =
      std::count_if(cells.begin(), cells.end(), [](SheetCell const& cell) { return !cell.missing.empty(); });
  std::string const count = fmt::format("{} projection{}", cells.size(), cells.size() == 1 ? "" : "s");
  return missing == 0 ? "Phase of " + count : fmt::format("Phase of {}, {} missing", count, missing);
}

}  // namespace

SheetLayout sheet_layout(std::size_t cells, std::size_t rows, std::size_t cols) {
  for (int longest = largest_picture;; --longest) {
    SheetLayout const layout = arrange(cells, longest, static_cast<double>(rows), static_cast<double>(cols));
    bool const fits =
        layout.columns * layout.cell_width() <= largest_sheet && layout.lines * layout.cell_height() <= largest_sheet;
    if (fits || longest == 1) return layout;
  }
}

Drawing contact_sheet(std::vector<SheetCell> const& cells, SheetLayout const& layout, double width_m) {
  ColourBar const scale = common_scale(cells);
  int const cells_width = std::max(layout.columns * layout.cell_width(), text_width(title(cells), title_size));
  int const top = sheet_margin + sheet_title_height;
  int const left = layout.label_height > 0 ? sheet_margin : sheet_margin + text_width("000000");
  int const bar_left = left + cells_width + sheet_bar_gap;
  int const bar_top = top + caption_height;
  int const bar_bottom = bar_top + bar_height;
  double const pixel_m = width_m / layout.picture_width;
  int const scale_top = bar_bottom + 2 * line_height;  // of the scale bar, below the grey scale
  int const sheet_width = colour_bar_width(scale, bar_height);
  Drawing drawing(bar_left + std::max(sheet_width, scale_bar_width) + sheet_margin,
                  std::max(top + layout.lines * layout.cell_height(), scale_top + line_height) + sheet_margin);
  drawing.text(sheet_margin, sheet_margin, title(cells), {.size = title_size});
  for (std::size_t i = 0; i < cells.size(); ++i) {
    int const column = static_cast<int>(i) % layout.columns;
    int const line = static_cast<int>(i) / layout.columns;
    draw_cell(drawing, left + column * layout.cell_width(), top + line * layout.cell_height(), layout, cells[i], scale);
  }
  if (layout.label_height == 0) draw_numbers(drawing, left - 10, top, layout);
  draw_colour_bar(drawing, scale, bar_left, bar_top, bar_height);
  if (width_m > 0) draw_scale_bar(drawing, bar_left, scale_top, std::min(layout.picture_width, longest_scale), pixel_m);
  return drawing;
}

}  // namespace ptyger::write
