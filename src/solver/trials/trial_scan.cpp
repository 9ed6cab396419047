#include "solver/trials/trial_scan.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/fft_size.hpp"
#include "model/placement.hpp"
#include "read/fit_probe.hpp"
#include "solver/scan_statistics.hpp"
#include "solver/trials/probe_trials.hpp"
#include "update/probe_modes.hpp"

namespace ptyger::solver {
namespace {

constexpr std::size_t least_side = 128;  // pixels
constexpr std::size_t most_modes = 3;
constexpr double beam_share = 0.99;  // of the power of the probe's far field

/// Side of the smallest square around the zero frequency, with fast transforms, that holds `beam_share` of an image,
/// [n][n] with the zero frequency in the corner; at least `least_side` and at most n.
std::size_t side_of_beam(std::vector<double> const& image, std::size_t n) {
  std::vector<double> power(n / 2 + 1);  // by distance from the zero frequency, the larger of rows and columns
  auto const distance = [n](std::size_t i) { return std::min(i, n - i); };
  for (std::size_t i = 0; i < n * n; ++i) power[std::max(distance(i / n), distance(i % n))] += image[i];
  double const wanted = beam_share * std::accumulate(power.begin(), power.end(), 0.0);
  std::size_t half = 0;
  for (double sum = power[0]; half + 1 < power.size() && sum < wanted; sum += power[half]) ++half;
  return std::min(n, core::smallest_fast_fft_size(std::max(least_side, 2 * half + 2)));
}

/// The middle `side` x `side` pixels of an image, [n][n], both with the zero frequency in the corner.
template <class Value>
void append_middle(std::vector<Value>& out, Value const* image, std::size_t n, std::size_t side) {
  auto const from = [&](std::size_t i) { return i < side - side / 2 ? i : n - side + i; };
  for (std::size_t row = 0; row < side; ++row)
    for (std::size_t col = 0; col < side; ++col) out.push_back(image[from(row) * n + from(col)]);
}

}  // namespace

std::vector<int> middle_frames(std::vector<double> const& row, std::vector<double> const& col, std::size_t most) {
  auto const middle = [](std::vector<double> const& v) {
    auto const [low, high] = std::minmax_element(v.begin(), v.end());
    return (*low + *high) / 2;
  };
  double const middle_row = middle(row);
  double const middle_col = middle(col);
  std::vector<int> order(row.size());
  std::iota(order.begin(), order.end(), 0);
  auto const distance = [&](int frame) {
    auto const j = static_cast<std::size_t>(frame);
    return std::hypot(row[j] - middle_row, col[j] - middle_col);
  };
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return distance(a) < distance(b); });
  order.resize(std::min(order.size(), most));
  return order;
}

Scan middle_frames_of(Scan const& scan, std::size_t most) {
  auto const placement = model::place_frames(scan, scan.detector);
  return frames_of(scan, middle_frames(placement.row, placement.col, most));
}

Scan frames_of(Scan const& scan, std::vector<int> const& frames) {
  Scan few;
  few.sources = scan.sources;
  few.frames = frames.size();
  few.detector = scan.detector;
  few.measured = scan.measured;
  few.probe = scan.probe;
  few.further_probes = scan.further_probes;
  if (!scan.probe_of_frame.empty())
    for (int const frame : frames) few.probe_of_frame.push_back(scan.probe_of_frame[static_cast<std::size_t>(frame)]);
  few.pixel_row_m = scan.pixel_row_m;
  few.pixel_col_m = scan.pixel_col_m;
  few.wavelength_m = scan.wavelength_m;
  few.near_field = scan.near_field;
  few.response = scan.response;
  auto const pixels = static_cast<std::ptrdiff_t>(scan.detector * scan.detector);
  std::visit(
      [&](auto const& counts) {
        std::decay_t<decltype(counts)> chosen;
        chosen.reserve(frames.size() * scan.detector * scan.detector);
        for (int const frame : frames)
          chosen.insert(chosen.end(), counts.begin() + frame * pixels, counts.begin() + (frame + 1) * pixels);
        few.counts = std::move(chosen);
      },
      scan.counts);
  for (int const frame : frames) few.positions.push_back(scan.positions[static_cast<std::size_t>(frame)]);
  return few;
}

Scan cropped_to_beam(Scan scan) {
  std::size_t const n = scan.detector;
  if (n <= least_side || scan.probe.size != n || scan.near_field || !scan.response.ideal()) return scan;
  std::size_t const side = side_of_beam(empty_intensity(scan, scan.probe), n);
  if (side == n) return scan;
  ReadingReport unused;
  read::fit_probe(scan.probe, n, side, unused);
  std::vector<std::uint8_t> measured;
  append_middle(measured, scan.measured.data(), n, side);
  scan.measured = std::move(measured);
  std::visit(
      [&](auto& counts) {
        std::decay_t<decltype(counts)> cropped;
        cropped.reserve(scan.frames * side * side);
        for (std::size_t frame = 0; frame < scan.frames; ++frame)
          append_middle(cropped, counts.data() + frame * n * n, n, side);
        counts = std::move(cropped);
      },
      scan.counts);
  scan.pixel_row_m *= static_cast<double>(n) / static_cast<double>(side);
  scan.pixel_col_m *= static_cast<double>(n) / static_cast<double>(side);
  scan.detector = side;
  return scan;
}

ProbeModes known_probe(Scan const& scan) {
  auto const mean = mean_pattern(scan);
  auto probe = update::with_modes(scan.probe, std::min(scan.probe.modes, most_modes));
  update::scale_to_power(probe, std::accumulate(mean.begin(), mean.end(), 0.0) / measured_share(scan, probe));
  return probe;
}

}  // namespace ptyger::solver
