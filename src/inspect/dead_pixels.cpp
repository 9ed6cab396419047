#include "inspect/dead_pixels.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace ptyger::inspect {
namespace {

constexpr double dead_least_counts = 30;  // counts of the pixels around a dead pixel, sum over the frames
constexpr std::size_t side_pixels = 3;    // pixels with counts on each side of a gap that have so many
constexpr std::size_t least_lines = 16;   // rows or columns that a gap crosses between the same two places, at least
constexpr double unread_lines = 1.0 / 3;  // share of the bright lines that end at an unread part, at least
constexpr double unread_pixels = 0.05;    // unread pixels over bright pixels, at least

/// A row or a column.
struct Line {
  std::vector<std::size_t> places;                         ///< places on the detector of pixels with counts, ascending
  std::vector<double> counts;                              ///< counts of these pixels, sum over the frames
  std::vector<std::pair<std::size_t, std::size_t>> zeros;  ///< each pixel without counts: `places` before it, number
};

/// The pixels of `measured` of a line in the order of the detector; the zero frequency is in the corner of the scan.
Line line_of(Scan const& scan, std::vector<std::uint8_t> const& measured, std::vector<double> const& mean,
             std::size_t number, bool is_row) {
  std::size_t const n = scan.detector;
  Line line;
  for (std::size_t place = 0; place < n; ++place) {
    std::size_t const along = (place + (n + 1) / 2) % n;
    std::size_t const pixel = is_row ? number * n + along : along * n + number;
    if (measured[pixel] == 0) continue;
    if (mean[pixel] > 0) {
      line.places.push_back(place);
      line.counts.push_back(mean[pixel] * static_cast<double>(scan.frames));
    } else {
      line.zeros.emplace_back(line.places.size(), pixel);
    }
  }
  return line;
}

/// Whether the pixels with counts from `begin` to before `end` are some, and have many.
bool are_bright(Line const& line, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i)
    if (line.counts[i] <= dead_least_counts) return false;
  return begin < end;
}

/// Whether the first, or the last, pixels with counts have many.
bool has_bright_end(Line const& line, bool at_begin) {
  std::size_t const all = line.counts.size();
  std::size_t const some = std::min(side_pixels, all);
  return at_begin ? are_bright(line, 0, some) : are_bright(line, all - some, all);
}

/// Whether the pixels with counts on both sides of a gap have many. `before`: number of them before the gap.
bool has_bright_sides(Line const& line, std::size_t before) {
  return are_bright(line, before - std::min(before, side_pixels), before) &&
         are_bright(line, before, std::min(before + side_pixels, line.counts.size()));
}

/// Marks the gaps that cross these lines, all rows or all columns.
void mark_gaps(std::vector<Line> const& lines, std::vector<std::uint8_t>& dead) {
  std::map<std::pair<std::size_t, std::size_t>, std::vector<std::size_t>> gaps;  // pixels, by the places of their sides
  for (auto const& line : lines)
    for (auto const& [before, pixel] : line.zeros)
      if (has_bright_sides(line, before)) gaps[{line.places[before - 1], line.places[before]}].push_back(pixel);
  for (auto const& [sides, pixels] : gaps) {
    std::size_t const width = sides.second - sides.first - 1;
    if (pixels.size() < width * std::max(width, least_lines)) continue;
    for (auto const pixel : pixels) dead[pixel] = 1;
  }
}

/// Lines whose pixels with counts begin, or end, at one place.
struct CutLines {
  std::size_t number = 0;                ///< number of lines
  std::vector<std::size_t> pixels = {};  ///< pixels from that place to the border of the detector
  std::size_t with_bright_opposite = 0;  ///< number of these pixels whose opposite pixel is bright
};

/// Marks parts that were not read, such as a half: pixels from a straight edge, beside which there are many counts, to
/// the border of the detector, when enough of the pixels on the other side of the zero frequency are bright. These
/// distinguish such parts from borders that no beam reaches. `lines`: all rows or all columns. `bright`: [pixel].
void mark_unread(std::vector<Line> const& lines, std::vector<std::uint8_t> const& bright,
                 std::vector<std::uint8_t>& dead) {
  std::size_t const n = lines.size();
  std::map<std::pair<bool, std::size_t>, CutLines> cuts;  // by the side of the detector, and the place of the edge
  std::size_t bright_lines = 0;
  for (auto const& line : lines) {
    bright_lines += has_bright_end(line, true) || has_bright_end(line, false) ? 1U : 0U;
    for (bool const at_begin : {true, false}) {
      if (!has_bright_end(line, at_begin)) continue;
      auto& cut = cuts[{at_begin, at_begin ? line.places.front() : line.places.back()}];
      ++cut.number;
      for (auto const& [before, pixel] : line.zeros) {
        if (before != (at_begin ? 0 : line.places.size())) continue;
        cut.pixels.push_back(pixel);
        cut.with_bright_opposite += bright[(n - pixel / n) % n * n + (n - pixel % n) % n];
      }
    }
  }
  auto const bright_pixels = static_cast<double>(std::count(bright.begin(), bright.end(), 1));
  for (auto const& [place, cut] : cuts) {
    bool const is_straight = cut.number >= least_lines &&
                             static_cast<double>(cut.number) >= unread_lines * static_cast<double>(bright_lines);
    if (!is_straight || static_cast<double>(cut.with_bright_opposite) < unread_pixels * bright_pixels) continue;
    for (auto const pixel : cut.pixels) dead[pixel] = 1;
  }
}

/// Marks all pixels of a line without counts of which one is dead.
void mark_whole(Line const& line, std::vector<std::uint8_t>& dead) {
  if (!line.places.empty()) return;
  auto const is_dead = [&](auto const& zero) { return dead[zero.second] != 0; };
  if (std::none_of(line.zeros.begin(), line.zeros.end(), is_dead)) return;
  for (auto const& zero : line.zeros) dead[zero.second] = 1;
}

}  // namespace

std::vector<DetectorPixel> find_dead_pixels(Scan const& scan, std::vector<double> const& mean,
                                            std::vector<double> const& around, std::vector<DetectorPixel> const& hot) {
  std::size_t const n = scan.detector;
  auto measured = scan.measured;
  for (auto const& [row, col] : hot) measured[row * n + col] = 0;
  std::vector<std::uint8_t> dead(n * n);
  for (std::size_t i = 0; i < n * n; ++i)
    dead[i] = mean[i] == 0 && around[i] * static_cast<double>(scan.frames) > dead_least_counts ? 1 : 0;
  std::vector<Line> rows;
  std::vector<Line> cols;
  for (std::size_t number = 0; number < n; ++number) {
    rows.push_back(line_of(scan, measured, mean, number, true));
    cols.push_back(line_of(scan, measured, mean, number, false));
  }
  std::vector<std::uint8_t> bright(n * n);
  for (std::size_t i = 0; i < n * n; ++i)
    bright[i] = measured[i] != 0 && mean[i] * static_cast<double>(scan.frames) > dead_least_counts ? 1 : 0;
  for (auto const& lines : {rows, cols}) {
    mark_gaps(lines, dead);
    mark_unread(lines, bright, dead);
  }
  for (auto const& lines : {rows, cols})
    for (auto const& line : lines) mark_whole(line, dead);
  std::vector<DetectorPixel> found;
  for (std::size_t i = 0; i < n * n; ++i)
    if (dead[i] != 0) found.push_back({i / n, i % n});
  return found;
}

}  // namespace ptyger::inspect
