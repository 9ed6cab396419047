#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "write/picture/axes.hpp"
#include "write/picture/colour_map.hpp"
#include "write/picture/scan_previews.hpp"
#include "write/picture/text.hpp"

namespace ptyger::write {
namespace {

constexpr int least_side = 512;  // side of the pattern, picture pixels
constexpr int most_side = 1024;
constexpr int pattern_left = 96;
constexpr int pattern_top = 92;
constexpr Colour masked_colour{170, 60, 60};

/// Draws frame, ticks and names. detector: detector pixels along an axis; side: picture pixels of the pattern.
void draw_axes(Canvas& canvas, std::size_t detector, int side) {
  auto const size = static_cast<double>(detector);
  std::size_t const half = detector / 2;
  auto const middle = static_cast<double>(half);
  auto const numbers = ticks(-middle, size - middle - 1, 8);
  auto const labels = tick_labels(numbers);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    int const tick = static_cast<int>(std::lround((numbers[i] + middle + 0.5) * side / size));
    canvas.fill(pattern_left + tick - 1, pattern_top + side, 2, 7, black);
    canvas.text(pattern_left + tick - text_width(labels[i]) / 2, pattern_top + side + 14, labels[i], black);
    canvas.fill(pattern_left - 7, pattern_top + tick - 1, 7, 2, black);
    canvas.text(pattern_left - 14 - text_width(labels[i]), pattern_top + tick - text_height / 2, labels[i], black);
  }
  canvas.frame(pattern_left, pattern_top, side, side, black);
  std::string const name = "columns from the zero frequency";
  canvas.text(pattern_left + (side - text_width(name)) / 2, pattern_top + side + 46, name, black);
  canvas.text(pattern_left, pattern_top - caption_height, "rows", black);
}

}  // namespace

Canvas mean_pattern_picture(Scan const& scan, std::vector<double> const& mean) {
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
  ColourBar const bar{"log10 counts", low, high, scale_colour};
  int const bar_x = pattern_left + side + 40;
  Canvas canvas(bar_x + colour_bar_width(bar) + 28, pattern_top + side + 84);
  canvas.text(28, 28, fmt::format("Mean pattern of {} frames", scan.frames), black);
  draw_axes(canvas, n, side);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      // Index along an axis with the zero frequency in the corner, from a picture pixel.
      auto const corner_index = [&](int picture_pixel) {
        auto const centred = static_cast<std::size_t>(picture_pixel) * n / static_cast<std::size_t>(side);
        return (centred + n - n / 2) % n;
      };
      std::size_t const i = corner_index(y) * n + corner_index(x);
      double const value = std::log10(std::max(mean[i], least));
      canvas.set(pattern_left + x, pattern_top + y,
                 scan.measured[i] == 0 ? masked_colour : scale_colour((value - low) / (high - low)));
    }
  draw_colour_bar(canvas, bar, bar_x, pattern_top, side);
  return canvas;
}

}  // namespace ptyger::write
