#include "inspect/count_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <type_traits>
#include <utility>

#include "core/median.hpp"
#include "core/signed_frequency.hpp"
#include "inspect/background.hpp"
#include "inspect/brightness.hpp"
#include "inspect/dead_pixels.hpp"
#include "inspect/wild_frames.hpp"
#include "read/count_sums.hpp"

namespace ptyger::inspect {
namespace {

constexpr double dark_share = 0.5;            // a dark frame has fewer counts than this share of the median
constexpr double bright_share = 0.1;          // a bright pixel has at least this share of the smoothed maximum
constexpr double hot_factor = 5;              // mean counts of a hot pixel over its brightest neighbour, at least
constexpr double outside_share = 1e-4;        // largest share of the counts outside of the square of the signal
constexpr double saturation_counts = 100;     // a largest count of fewer particles is no limit of the detector
constexpr std::size_t saturation_times = 10;  // a limit of the detector is reached by so many measurements

/// Statistics of single measurements of each pixel: [row][col], zero frequency in the corner.
struct Extremes {
  std::vector<double> largest;             ///< largest count
  std::vector<std::size_t> largest_times;  ///< number of frames with the largest count
  std::vector<std::size_t> beyond;         ///< number of frames with counts from Scan::saturation on
  std::vector<double> masked;              ///< counts of a masked pixel, without the largest number of their type
};

/// The largest number that the type of the counts holds; infinity for floats.
double largest_of_type(Counts const& all) {
  return std::visit(
      [](auto const& counts) {
        using Count = typename std::decay_t<decltype(counts)>::value_type;
        if constexpr (std::is_integral_v<Count>) return static_cast<double>(std::numeric_limits<Count>::max());
        return std::numeric_limits<double>::infinity();
      },
      all);
}

Extremes extremes_of(Scan const& scan) {
  std::size_t const pixels = scan.detector * scan.detector;
  Extremes extremes{std::vector<double>(pixels), std::vector<std::size_t>(pixels), std::vector<std::size_t>(pixels),
                    std::vector<double>(pixels)};
  double const saturation = scan.saturation.value_or(std::numeric_limits<double>::infinity());
  double const type_limit = largest_of_type(scan.counts);
  std::visit(
      [&](auto const& counts) {
        for (std::size_t j = 0; j < scan.frames; ++j)
          for (std::size_t i = 0; i < pixels; ++i) {
            auto const count = static_cast<double>(counts[j * pixels + i]);
            if (count < 0) continue;
            if (scan.measured[i] == 0) {
              extremes.masked[i] += count < type_limit ? count : 0;
              continue;
            }
            if (count > extremes.largest[i]) {
              extremes.largest[i] = count;
              extremes.largest_times[i] = 0;
            }
            extremes.largest_times[i] += count == extremes.largest[i] ? 1U : 0U;
            extremes.beyond[i] += count >= saturation ? 1U : 0U;
          }
      },
      scan.counts);
  return extremes;
}

/// Largest count and saturation; hot pixels are left out. `particle`: count of one particle.
void set_largest(Scan const& scan, Extremes extremes, double particle, CountStatistics& result) {
  for (auto const& [row, col] : result.hot) extremes.largest_times[row * scan.detector + col] = 0;
  for (std::size_t i = 0; i < extremes.largest.size(); ++i) {
    if (extremes.largest_times[i] == 0) continue;
    if (extremes.largest[i] > result.largest) result.largest_times = 0;
    result.largest = std::max(result.largest, extremes.largest[i]);
    if (extremes.largest[i] == result.largest) result.largest_times += extremes.largest_times[i];
  }
  for (auto const& [row, col] : result.hot) extremes.beyond[row * scan.detector + col] = 0;
  result.beyond = std::accumulate(extremes.beyond.begin(), extremes.beyond.end(), std::size_t{0});
  bool const is_frequent = result.largest >= saturation_counts * particle && result.largest_times >= saturation_times;
  result.saturated =
      result.largest == largest_of_type(scan.counts) || result.beyond > 0 || (is_frequent && !scan.saturation);
  if (!result.saturated) return;
  for (std::size_t i = 0; i < extremes.largest.size(); ++i)
    if (extremes.beyond[i] > 0 || (extremes.largest_times[i] > 0 && extremes.largest[i] == result.largest))
      result.saturating.push_back({i / scan.detector, i % scan.detector});
}

/// Statistics of the total counts of frames: empty and dark frames, darkest frame, mean and median.
void set_frames(read::CountSums const& sums, CountStatistics& result) {
  std::vector<double> totals;
  result.darkest = std::numeric_limits<double>::infinity();
  for (std::size_t j = 0; j < sums.frame.size(); ++j) {
    if (sums.measured_in[j] == 0) {
      if (result.empty_frames++ == 0) result.first_empty = j;
      continue;
    }
    totals.push_back(sums.frame[j]);
    if (sums.frame[j] < result.darkest) result.darkest_frame = j, result.darkest = sums.frame[j];
  }
  if (totals.empty()) return;
  result.median_frame = core::median(totals);
  // Frames with few particles differ by chance; the smallest count is one particle.
  double const least = std::min(dark_share * result.median_frame,
                                result.median_frame - 5 * std::sqrt(result.median_frame * sums.smallest));
  for (double const counts : totals) result.mean_frame += counts / static_cast<double>(totals.size());
  for (std::size_t j = 0; j < sums.frame.size(); ++j)
    if (sums.measured_in[j] > 0 && sums.frame[j] < least) result.dark.push_back(j);
}

/// Mean counts of the measured neighbours of a pixel, ascending; rows and columns are periodic.
std::vector<double> neighbours_of(Scan const& scan, std::vector<double> const& mean, std::size_t row, std::size_t col) {
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

/// Mean counts around each pixel. A pixel with less than three measured neighbours has 0 as median and lower; with less
/// than six, of which the brightest may be masked, largest is infinity.
struct Neighbourhood {
  std::vector<double> median;   ///< [pixel] median of the neighbours: the smoothed pattern
  std::vector<double> lower;    ///< [pixel] most of the neighbours have at least this
  std::vector<double> largest;  ///< [pixel] brightest neighbour
};

Neighbourhood neighbourhood_of(Scan const& scan, std::vector<double> const& mean) {
  std::size_t const n = scan.detector;
  Neighbourhood around{std::vector<double>(n * n), std::vector<double>(n * n),
                       std::vector<double>(n * n, std::numeric_limits<double>::infinity())};
  for (std::size_t i = 0; i < n * n; ++i) {
    if (scan.measured[i] == 0) continue;
    auto const neighbours = neighbours_of(scan, mean, i / n, i % n);
    if (neighbours.size() < 3) continue;
    around.median[i] = neighbours[neighbours.size() / 2];
    around.lower[i] = neighbours[(neighbours.size() - 1) / 2];
    if (neighbours.size() >= 6) around.largest[i] = neighbours.back();
  }
  return around;
}

/// Centre of mass and bright pixels of the smoothed pattern. A pixel enters the centre of mass only when the pixel
/// opposite to it is measured and not dead, so that neither the mask nor a dead part shifts the centre.
void set_pattern(Scan const& scan, std::vector<double> const& smooth, CountStatistics& result) {
  std::size_t const n = scan.detector;
  auto measured = scan.measured;
  for (auto const& [row, col] : result.dead) measured[row * n + col] = 0;
  double const least_bright = bright_share * *std::max_element(smooth.begin(), smooth.end());
  double weight = 0;
  double bright_sum = 0;
  for (std::size_t row = 0; row < n; ++row)
    for (std::size_t col = 0; col < n; ++col) {
      double const value = smooth[row * n + col];
      if (value < least_bright || value == 0) continue;
      ++result.bright_pixels;
      bright_sum += value;
      if (measured[(n - row) % n * n + (n - col) % n] == 0) continue;
      weight += value;
      result.centre_row += value * core::signed_frequency(row, n);
      result.centre_col += value * core::signed_frequency(col, n);
    }
  if (weight > 0) {
    result.centre_row /= weight;
    result.centre_col /= weight;
  }
  if (result.bright_pixels > 0) result.bright_mean = bright_sum / static_cast<double>(result.bright_pixels);
}

/// Pixels far above all neighbours.
void find_hot_pixels(Scan const& scan, Neighbourhood const& around, CountStatistics& result) {
  std::size_t const n = scan.detector;
  auto const frames = static_cast<double>(scan.frames);
  for (std::size_t i = 0; i < n * n; ++i) {
    double const value = result.mean[i];
    double const brightest_neighbour = around.largest[i];
    if (value > hot_factor * brightest_neighbour + 10 * std::sqrt(brightest_neighbour / frames) + 25 / frames &&
        value > 0.01)
      result.hot.push_back({i / n, i % n});
  }
}

/// At the centre of mass a focused beam can be as sharp as a hot pixel, so none is hot there.
void keep_beam(Scan const& scan, CountStatistics& result) {
  std::size_t const n = scan.detector;
  std::erase_if(result.hot, [&](auto const& pixel) {
    return std::hypot(core::signed_frequency(pixel.row, n) - result.centre_row,
                      core::signed_frequency(pixel.col, n) - result.centre_col) < 3;
  });
}

/// Side of the smallest square around the zero frequency that holds nearly all counts of the smoothed pattern, pixels.
std::size_t signal_size(Scan const& scan, std::vector<double> const& smooth) {
  std::size_t const n = scan.detector;
  std::vector<double> at_distance(n / 2 + 2);  // [half side] smoothed counts on the border of the square
  double total = 0;
  for (std::size_t row = 0; row < n; ++row)
    for (std::size_t col = 0; col < n; ++col) {
      // Half side of the square that reaches to x: a square of N x N pixels holds distances from -N/2 to N/2 - 1.
      auto const half_side = [&](double x) { return static_cast<std::size_t>(x < 0 ? -x : x + 1); };
      at_distance[std::max(half_side(core::signed_frequency(row, n)), half_side(core::signed_frequency(col, n)))] +=
          smooth[row * n + col];
      total += smooth[row * n + col];
    }
  double beyond = 0;
  std::size_t half = at_distance.size() - 1;
  while (half > 0 && beyond + at_distance[half] <= outside_share * total) beyond += at_distance[half--];
  return std::min(2 * half, n);
}

/// Counts of the masked pixels without the brightest hundredth of them, which may be broken. `number`: number of masked
/// pixels.
double counts_without_brightest(std::vector<double> masked, std::size_t number) {
  auto const left_out = static_cast<std::ptrdiff_t>((number + 99) / 100);
  std::nth_element(masked.begin(), masked.end() - left_out, masked.end());
  return std::accumulate(masked.begin(), masked.end() - left_out, 0.0);
}

}  // namespace

CountStatistics count_statistics(Scan const& scan) {
  CountStatistics result;
  auto const sums = read::add_up(scan);
  auto extremes = extremes_of(scan);
  result.masked = static_cast<std::size_t>(std::count(scan.measured.begin(), scan.measured.end(), 0));
  double const measured = std::accumulate(sums.pattern.begin(), sums.pattern.end(), 0.0);
  if (double const masked = counts_without_brightest(extremes.masked, result.masked); masked > 0)
    result.masked_share = masked / (masked + measured);
  set_frames(sums, result);
  result.mean = sums.mean();
  auto const around = neighbourhood_of(scan, result.mean);
  find_hot_pixels(scan, around, result);
  result.dead = find_dead_pixels(scan, result.mean, around.lower, result.hot);
  set_pattern(scan, around.median, result);
  if (!scan.near_field) keep_beam(scan, result);
  set_largest(scan, std::move(extremes), sums.smallest, result);
  result.wild = find_wild_frames(scan, sums);
  result.background = find_background(scan, result.mean, around.median, sums.smallest);
  result.brightness_spread = brightness_spread(scan, sums);
  result.signal_size = signal_size(scan, around.median);
  return result;
}

}  // namespace ptyger::inspect
