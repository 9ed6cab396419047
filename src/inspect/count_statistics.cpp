#include "inspect/count_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <type_traits>

namespace ptyger::inspect {
namespace {

constexpr double dark_frame = 0.5;        // of the median
constexpr double bright = 0.1;            // of the largest smoothed mean
constexpr double hot_factor = 5;          // times the brightest neighbour
constexpr double dead_least_counts = 30;  // of a median neighbour in all frames
constexpr double outside = 1e-4;          // of all counts may lie outside the lit square
constexpr double limit_counts = 100;      // from here on equal largest counts are no chance
constexpr std::size_t limit_times = 10;

/// Signed distance of row or column i from the zero frequency.
double from_zero(std::size_t i, std::size_t n) {
  return i < (n + 1) / 2 ? static_cast<double>(i) : static_cast<double>(i) - static_cast<double>(n);
}

/// Sums by pixel and by frame, and the largest count of each pixel, in one pass.
struct Sums {
  std::vector<double> pixel;
  std::vector<double> frame;
  std::vector<std::size_t> valid;   ///< frames in which the pixel was measured
  std::vector<std::uint8_t> empty;  ///< 1 for a frame in which no pixel was
  std::vector<double> largest;
  std::vector<std::size_t> largest_times;
  std::vector<double> masked;  ///< of each masked pixel, but marks of broken ones
};

/// The largest number that the type of the counts holds; infinite for floats.
double end_of_type(Counts const& all) {
  return std::visit(
      [](auto const& counts) {
        using Count = typename std::decay_t<decltype(counts)>::value_type;
        if constexpr (std::is_integral_v<Count>) return static_cast<double>(std::numeric_limits<Count>::max());
        return std::numeric_limits<double>::infinity();
      },
      all);
}

Sums add_up(Scan const& scan) {
  std::size_t const pixels = scan.detector * scan.detector;
  Sums sums{std::vector<double>(pixels),      std::vector<double>(scan.frames),
            std::vector<std::size_t>(pixels), std::vector<std::uint8_t>(scan.frames, 1),
            std::vector<double>(pixels),      std::vector<std::size_t>(pixels),
            std::vector<double>(pixels)};
  double const end = end_of_type(scan.counts);
  std::visit(
      [&](auto const& counts) {
        for (std::size_t j = 0; j < scan.frames; ++j)
          for (std::size_t i = 0; i < pixels; ++i) {
            auto const count = static_cast<double>(counts[j * pixels + i]);
            if (count < 0) continue;
            if (scan.measured[i] == 0) {
              sums.masked[i] += count < end ? count : 0;
              continue;
            }
            sums.pixel[i] += count;
            sums.frame[j] += count;
            ++sums.valid[i];
            sums.empty[j] = 0;
            if (count > sums.largest[i]) {
              sums.largest[i] = count;
              sums.largest_times[i] = 0;
            }
            sums.largest_times[i] += count == sums.largest[i] ? 1U : 0U;
          }
      },
      scan.counts);
  return sums;
}

/// A hot pixel says nothing of the others.
void describe_largest(Scan const& scan, Sums sums, CountStatistics& result) {
  for (auto const& [row, col] : result.hot) sums.largest_times[row * scan.detector + col] = 0;
  for (std::size_t i = 0; i < sums.largest.size(); ++i) {
    if (sums.largest_times[i] == 0) continue;
    if (sums.largest[i] > result.largest) result.largest_times = 0;
    result.largest = std::max(result.largest, sums.largest[i]);
    if (sums.largest[i] == result.largest) result.largest_times += sums.largest_times[i];
  }
  result.saturated = result.largest == end_of_type(scan.counts) ||
                     (result.largest >= limit_counts && result.largest_times >= limit_times);
}

void describe_frames(Sums const& sums, CountStatistics& result) {
  std::vector<double> sorted;
  result.darkest = std::numeric_limits<double>::infinity();
  for (std::size_t j = 0; j < sums.frame.size(); ++j) {
    if (sums.empty[j] != 0) {
      if (result.empty_frames++ == 0) result.first_empty = j;
      continue;
    }
    sorted.push_back(sums.frame[j]);
    if (sums.frame[j] < result.darkest) result.darkest_frame = j, result.darkest = sums.frame[j];
  }
  if (sorted.empty()) return;
  auto const middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  result.median_frame = *middle;
  for (double const counts : sorted) {
    result.mean_frame += counts / static_cast<double>(sorted.size());
    result.dark_frames += counts < dark_frame * result.median_frame ? 1U : 0U;
  }
}

/// Means of the measured pixels around one, ascending; rows and columns are periodic.
std::vector<double> around(Scan const& scan, std::vector<double> const& mean, std::size_t row, std::size_t col) {
  std::size_t const n = scan.detector;
  std::vector<double> values;
  for (std::size_t r : {n - 1, std::size_t{0}, std::size_t{1}})
    for (std::size_t c : {n - 1, std::size_t{0}, std::size_t{1}}) {
      std::size_t const i = (row + r) % n * n + (col + c) % n;
      if ((r != 0 || c != 0) && scan.measured[i] != 0) values.push_back(mean[i]);
    }
  std::sort(values.begin(), values.end());
  return values;
}

/// Of the neighbours of each pixel.
struct Surroundings {
  std::vector<double> median;  ///< smooth
  std::vector<double> most;    ///< infinite with less than three neighbours
};

Surroundings surroundings(Scan const& scan, std::vector<double> const& mean) {
  std::size_t const n = scan.detector;
  Surroundings of{std::vector<double>(n * n), std::vector<double>(n * n, std::numeric_limits<double>::infinity())};
  for (std::size_t i = 0; i < n * n; ++i) {
    if (scan.measured[i] == 0) continue;
    auto const neighbours = around(scan, mean, i / n, i % n);
    if (neighbours.size() < 3) continue;
    of.median[i] = neighbours[neighbours.size() / 2];
    of.most[i] = neighbours.back();
  }
  return of;
}

/// Centre of mass and brightness, from the smooth pattern; a pixel counts only when its opposite is measured, too.
void describe_pattern(Scan const& scan, std::vector<double> const& smooth, CountStatistics& result) {
  std::size_t const n = scan.detector;
  double const least = bright * *std::max_element(smooth.begin(), smooth.end());
  double weight = 0;
  double bright_sum = 0;
  for (std::size_t row = 0; row < n; ++row)
    for (std::size_t col = 0; col < n; ++col) {
      double const value = smooth[row * n + col];
      if (value < least || value == 0) continue;
      ++result.bright_pixels;
      bright_sum += value;
      if (scan.measured[(n - row) % n * n + (n - col) % n] == 0) continue;
      weight += value;
      result.centre_row += value * from_zero(row, n);
      result.centre_col += value * from_zero(col, n);
    }
  if (weight > 0) {
    result.centre_row /= weight;
    result.centre_col /= weight;
  }
  if (result.bright_pixels > 0) result.bright_mean = bright_sum / static_cast<double>(result.bright_pixels);
}

/// Dead and hot pixels; in the centre of mass a beam may be as sharp as a hot one.
void find_broken_pixels(Scan const& scan, Surroundings const& of, CountStatistics& result) {
  std::size_t const n = scan.detector;
  auto const frames = static_cast<double>(scan.frames);
  for (std::size_t i = 0; i < n * n; ++i) {
    double const value = result.mean[i];
    DetectorPixel const pixel{i / n, i % n};
    if (value == 0 && of.median[i] * frames > dead_least_counts) result.dead.push_back(pixel);
    double const most = of.most[i];
    bool const centre =
        std::hypot(from_zero(pixel.row, n) - result.centre_row, from_zero(pixel.col, n) - result.centre_col) < 3;
    if (!centre && value > hot_factor * most + 10 * std::sqrt(most / frames) + 25 / frames && value > 0.01)
      result.hot.push_back(pixel);
  }
}

/// The smallest square around the zero frequency that holds nearly all counts but those of hot pixels.
std::size_t lit_size(Scan const& scan, std::vector<double> const& smooth) {
  std::size_t const n = scan.detector;
  std::vector<double> at_distance(n / 2 + 2);
  double total = 0;
  for (std::size_t row = 0; row < n; ++row)
    for (std::size_t col = 0; col < n; ++col) {
      // The square of N pixels reaches from -N/2 to N/2 - 1.
      auto const need = [&](double x) { return static_cast<std::size_t>(x < 0 ? -x : x + 1); };
      at_distance[std::max(need(from_zero(row, n)), need(from_zero(col, n)))] += smooth[row * n + col];
      total += smooth[row * n + col];
    }
  double beyond = 0;
  std::size_t half = at_distance.size() - 1;
  while (half > 0 && beyond + at_distance[half] <= outside * total) beyond += at_distance[half--];
  return std::min(2 * half, n);
}

/// What masked pixels hold without the brightest hundredth of them, which may be broken.
double without_brightest(std::vector<double> masked, std::size_t number) {
  auto const left_out = static_cast<std::ptrdiff_t>((number + 99) / 100);
  std::nth_element(masked.begin(), masked.end() - left_out, masked.end());
  return std::accumulate(masked.begin(), masked.end() - left_out, 0.0);
}

}  // namespace

CountStatistics count_statistics(Scan const& scan) {
  CountStatistics result;
  auto const sums = add_up(scan);
  result.masked = static_cast<std::size_t>(std::count(scan.measured.begin(), scan.measured.end(), 0));
  double const measured = std::accumulate(sums.pixel.begin(), sums.pixel.end(), 0.0);
  if (double const masked = without_brightest(sums.masked, result.masked); masked > 0)
    result.masked_light = masked / (masked + measured);
  describe_frames(sums, result);
  for (std::size_t i = 0; i < sums.pixel.size(); ++i)
    result.mean.push_back(sums.valid[i] > 0 ? sums.pixel[i] / static_cast<double>(sums.valid[i]) : 0);
  auto const of = surroundings(scan, result.mean);
  describe_pattern(scan, of.median, result);
  find_broken_pixels(scan, of, result);
  describe_largest(scan, sums, result);
  result.lit_size = lit_size(scan, of.median);
  return result;
}

}  // namespace ptyger::inspect
