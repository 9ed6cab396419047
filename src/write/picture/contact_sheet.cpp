#include "write/picture/contact_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "write/lit_region.hpp"
#include "write/picture/axes.hpp"
#include "write/picture/colour_map.hpp"
#include "write/picture/png.hpp"
#include "write/picture/text.hpp"

namespace ptyger::write {
namespace {

// Sizes, picture pixels.
constexpr int sheet_margin = 28;
constexpr int sheet_title_height = 34;
constexpr int largest_picture = 240;  // longer side of one projection
constexpr int largest_sheet = 3800;   // without margins, title and grey scale
constexpr int narrowest_label = 96;   // below this width of a picture, name and angle are left out
constexpr int line_height = text_height + 6;
constexpr int sheet_bar_gap = 24;
constexpr int bar_height = 240;
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

/// Shortens words to a width, picture pixels: their end after "..", since names of projections differ at their end.
std::string shortened(std::string words, int width) {
  if (text_width(words) <= width) return words;
  while (!words.empty() && text_width(".." + words) > width) words.erase(0, 1);
  return ".." + words;
}

/// Breaks words into at most `max_lines` lines of a width, picture pixels; the rest is left out.
std::vector<std::string> wrapped(std::string const& words, int width, std::size_t max_lines) {
  std::vector<std::string> lines(1);
  for (std::size_t begin = 0; begin < words.size();) {
    std::size_t const end = std::min(words.find(' ', begin), words.size());
    std::string const word = words.substr(begin, end - begin);
    std::string const longer = lines.back().empty() ? word : lines.back() + " " + word;
    if (lines.back().empty() || text_width(longer) <= width)
      lines.back() = longer;
    else
      lines.push_back(word);
    begin = end + 1;
  }
  for (std::string& line : lines) line = shortened(line, width);
  if (lines.size() > max_lines) lines.resize(max_lines);
  return lines;
}

/// The quantile of values at a fraction 0..1; the nearest value, not interpolated.
double quantile(std::vector<double> values, double fraction) {
  if (values.empty()) return 0;
  auto const place = values.begin() + std::lround(fraction * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

/// Numbers at the ends of the grey scale of all pictures.
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

void draw_picture(Canvas& canvas, int left, int top, SheetLayout const& layout, Thumbnail const& picture,
                  Range const& range) {
  for (int y = 0; y < layout.picture_height; ++y)
    for (int x = 0; x < layout.picture_width; ++x) {
      std::size_t const row =
          static_cast<std::size_t>(y) * picture.rows / static_cast<std::size_t>(layout.picture_height);
      std::size_t const col =
          static_cast<std::size_t>(x) * picture.cols / static_cast<std::size_t>(layout.picture_width);
      double const value = static_cast<double>(picture.values[row * picture.cols + col]);
      bool const lit = std::isfinite(value);
      canvas.set(left + x, top + y, lit ? grey_colour((value - range.low) / (range.high - range.low)) : unlit_colour);
    }
}

void draw_missing(Canvas& canvas, int left, int top, SheetLayout const& layout, std::string const& reason) {
  int const width = layout.picture_width;
  int const height = layout.picture_height;
  canvas.fill(left, top, width, height, pale);
  double const thickness = width >= narrowest_label ? 2 : 1;
  bool const has_text = layout.label_height > 0;
  if (!has_text) {
    canvas.line(left, top, left + width - 1, top + height - 1, thickness, signal_red);
    canvas.line(left, top + height - 1, left + width - 1, top, thickness, signal_red);
    return;
  }
  canvas.frame(left + 1, top + 1, width - 2, height - 2, signal_red);
  auto const max_lines = static_cast<std::size_t>(std::max(1, (height - 12) / line_height));
  int y = top + 8;
  for (std::string const& line : wrapped("missing: " + reason, width - 12, max_lines)) {
    canvas.text(left + 6, y, line, signal_red);
    y += line_height;
  }
}

void draw_cell(Canvas& canvas, int left, int top, SheetLayout const& layout, SheetCell const& cell,
               Range const& range) {
  if (cell.missing.empty() && !cell.picture.values.empty())
    draw_picture(canvas, left, top, layout, cell.picture, range);
  else
    draw_missing(canvas, left, top, layout, cell.missing);
  if (layout.label_height == 0) return;
  int const below = top + layout.picture_height + 6;
  canvas.text(left, below, shortened(cell.name, layout.picture_width), black);
  std::string const angle = cell.angle_deg ? fmt::format("{:.6g} deg", *cell.angle_deg) : "no angle";
  canvas.text(left, below + line_height, shortened(angle, layout.picture_width), black);
}

/// For a sheet without labels: writes the index of the first projection before each line.
void draw_numbers(Canvas& canvas, int right, int top, SheetLayout const& layout) {
  int const line_step = (line_height + layout.cell_height() - 1) / layout.cell_height();
  for (int line = 0; line < layout.lines; line += line_step) {
    std::string const number = std::to_string(line * layout.columns);
    canvas.text(right - text_width(number), top + line * layout.cell_height(), number, black);
  }
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

void write_contact_sheet(std::string const& path, std::vector<SheetCell> const& cells, SheetLayout const& layout) {
  Range const range = common_range(cells);
  ColourBar const bar{"phase, rad", range.low, range.high, grey_colour};
  int const cells_width = std::max(layout.columns * layout.cell_width(), text_width(title(cells)));
  int const top = sheet_margin + sheet_title_height;
  int const left = layout.label_height > 0 ? sheet_margin : sheet_margin + text_width("000000");
  int const bar_left = left + cells_width + sheet_bar_gap;
  int const bar_top = top + caption_height;
  Canvas canvas(bar_left + colour_bar_width(bar) + sheet_margin,
                std::max(top + layout.lines * layout.cell_height(), bar_top + bar_height + text_height) + sheet_margin);
  canvas.text(sheet_margin, sheet_margin, title(cells), black);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    int const column = static_cast<int>(i) % layout.columns;
    int const line = static_cast<int>(i) / layout.columns;
    draw_cell(canvas, left + column * layout.cell_width(), top + line * layout.cell_height(), layout, cells[i], range);
  }
  if (layout.label_height == 0) draw_numbers(canvas, left - 10, top, layout);
  draw_colour_bar(canvas, bar, bar_left, bar_top, bar_height);
  write_png(path, canvas);
}

}  // namespace ptyger::write
