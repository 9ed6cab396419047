#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "write/picture/colour_map.hpp"
#include "write/picture/plot.hpp"
#include "write/picture/scan_previews.hpp"

namespace ptyger::write {
namespace {

constexpr int least_side = 512;  // side of the pattern, picture pixels
constexpr int most_side = 1024;
constexpr int pattern_left = 96;
constexpr int pattern_top = 92;
constexpr Colour masked_colour{170, 60, 60};

/// Draws frame, ticks and names. detector: detector pixels along an axis; side: picture pixels of the pattern.
void draw_axes(Drawing& drawing, std::size_t detector, int side, bool near_field) {
  std::size_t const half = detector / 2;
  auto const middle = static_cast<double>(half);
  double const first = -middle - 0.5;  // pixel k reaches from k - 0.5 to k + 0.5
  double const end = first + static_cast<double>(detector);
  PlotArea const area{pattern_left, pattern_left + side, pattern_top, pattern_top + side, first, end, end, first};
  auto const numbers = axis_ticks(-middle, end - 0.5, 8, 0.08);
  draw_plot_frame(drawing, area, numbers, numbers);
  drawing.text(pattern_left + side / 2.0, area.bottom + 46,
               near_field ? "columns from the middle" : "columns from the zero frequency", {.anchor = Anchor::middle});
  drawing.text(pattern_left, pattern_top - caption_height, "rows");
}

}  // namespace

Drawing mean_pattern_picture(Scan const& scan, std::vector<double> const& mean) {
  std::size_t const n = scan.detector;
  double const largest = std::max(*std::max_element(mean.begin(), mean.end()), 1e-12);
  double least = largest;  // least mean count above 0, at most six decades below the largest
  for (double const value : mean)
    if (value > 0) least = std::min(least, value);
  least = std::max(std::min(least, largest / 10), largest * 1e-6);
  double const low = std::log10(least);
  double const high = std::log10(largest);
  auto const detector_pixels = static_cast<int>(n);  // along one axis
  int const side = detector_pixels <= most_side
                       ? detector_pixels * std::max(1, (least_side + detector_pixels - 1) / detector_pixels)
                       : most_side;
  bool const has_lower = *std::min_element(mean.begin(), mean.end()) < 0.999 * least;
  ColourBar const bar{"log₁₀ counts", low, high, scale_colour, has_lower};
  int const bar_x = pattern_left + side + 40;
  Drawing drawing(bar_x + colour_bar_width(bar, side) + 28, pattern_top + side + 84);
  drawing.text(28, 28, fmt::format("Mean pattern of {} frames", scan.frames), {.size = title_size});
  draw_axes(drawing, n, side, scan.near_field.has_value());
  std::vector<Colour> pixels(n * n);
  for (std::size_t row = 0; row < n; ++row)
    for (std::size_t col = 0; col < n; ++col) {
      std::size_t const i = (row + n - n / 2) % n * n + (col + n - n / 2) % n;  // zero frequency in the corner
      double const value = std::log10(std::max(mean[i], least));
      pixels[row * n + col] = scan.measured[i] == 0 ? masked_colour : scale_colour((value - low) / (high - low));
    }
  drawing.image({pattern_left, pattern_top, static_cast<double>(side), static_cast<double>(side), black}, n, n,
                std::move(pixels));
  draw_colour_bar(drawing, bar, bar_x, pattern_top, side);
  return drawing;
}

}  // namespace ptyger::write
