#include "prepare/empty_sample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "core/text.hpp"
#include "ptyger/error.hpp"
#include "read/frame_numbers.hpp"

namespace ptyger::prepare {
SampleRectangle parse_region(std::string const& text) {
  std::vector<double> numbers;
  std::istringstream parts(text);
  for (std::string part; std::getline(parts, part, ',');)
    if (auto const number = core::number_of_text<double>(part)) numbers.push_back(*number);
  if (numbers.size() != 4 || std::count(text.begin(), text.end(), ',') != 3)
    throw InputError("--empty-region " + text + ": a rectangle is X0,Y0,X1,Y1, four numbers in metres");
  return {numbers[1], numbers[0], numbers[3], numbers[2]};
}

void set_empty_beam(FrameNumbers const& numbers, Scan& scan, int gap_pixels, Constraints& constraints,
                    std::vector<std::string>& notes) {
  auto const last = *std::max_element(scan.indexes.begin(), scan.indexes.end());
  auto const is_empty = read::marked_frames(numbers, static_cast<std::size_t>(last) + 1);
  std::vector<std::size_t> empty;
  Position corner{1e300, -1e300};  // of the field: least y, largest x
  for (std::size_t j = 0; j < scan.positions.size(); ++j) {
    if (is_empty[static_cast<std::size_t>(scan.indexes[j])] != 0) {
      empty.push_back(j);
    } else {
      corner.row_m = std::min(corner.row_m, scan.positions[j].row_m);
      corner.col_m = std::max(corner.col_m, scan.positions[j].col_m);
    }
  }
  if (empty.empty() || empty.size() == scan.positions.size())
    throw InputError(
        fmt::format("{}: --empty-beam names {} of its frames; name some of them, counted from 0 in the file",
                    scan.sources.front(), empty.empty() ? "none" : "all"));
  auto const pixels = static_cast<double>(scan.detector) + gap_pixels;
  Position const place{corner.row_m, corner.col_m + pixels * scan.pixel_col_m};
  for (auto const j : empty) scan.positions[j] = place;
  double const half_row_m = pixels / 2 * scan.pixel_row_m;
  double const half_col_m = pixels / 2 * scan.pixel_col_m;
  constraints.empty_regions.push_back(
      {place.row_m - half_row_m, place.col_m - half_col_m, place.row_m + half_row_m, place.col_m + 2 * half_col_m});
  notes.push_back(
      fmt::format("{} frames without sample are in an empty square to the right of the object", empty.size()));
}

}  // namespace ptyger::prepare
