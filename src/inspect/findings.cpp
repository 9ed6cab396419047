#include "inspect/findings.hpp"

#include <algorithm>
#include <cmath>

#include "core/fft_size.hpp"
#include "core/number_in_file.hpp"
#include "inspect/shadow.hpp"
#include "read/positions/positions.hpp"

namespace ptyger::inspect {
namespace {

constexpr double least_overlap = 0.5;    // 1 - step / diameter of the probe
constexpr std::size_t few_frames = 10;   // fewer frames are a finding
constexpr double least_spacing = 0.5;    // object pixels
constexpr double most_offset = 1.5;      // pixels between centre of mass and zero frequency
constexpr double large_offset = 0.05;    // the same over the side of the frames
constexpr double few_counts = 10;        // counts of a bright pixel in a frame; fewer are a finding
constexpr double arbitrary_power = 100;  // a probe power that differs by this factor has another unit than the counts
constexpr double power_factor = 1.25;    // a probe power that differs by less than this factor is right
constexpr double most_object_pixels = 2e8;  // a larger object is a finding; it takes 1.6 GB an image
constexpr double most_signal = 0.75;        // side of the square with counts over side of the detector
constexpr double border_measured = 0.8;     // least share of measured pixels outside of the cropped square
constexpr double least_crop = 0.25;         // side of the cropped square over side of the detector
constexpr double least_turn_deg = 0.45;     // angle between turns of the positions that differ

constexpr double least_background = 0.005;  // share of the counts that makes a background a finding
// Measured: 0.02 at most for clean scans. The error of a simulated scan rises by 8 % at a spread of 0.1, 40 % at 0.2.
constexpr double most_spread = 0.1;

using Findings = std::vector<Finding>;

std::vector<std::int64_t> numbers_in_file(Scan const& scan, std::vector<std::size_t> const& frames) {
  std::vector<std::int64_t> numbers;
  for (auto const frame : frames) numbers.push_back(core::number_in_file(scan, frame));
  return numbers;
}

/// Adds PatternNotCentred. A small offset only tilts the phase of the object, so that it is a finding only where frames
/// of the same size fit around the centre.
void check_centre(Scan const& scan, CountStatistics const& counts, ReadOptions const& options, Findings& all) {
  double const offset = std::hypot(counts.centre_row, counts.centre_col);
  if (offset <= most_offset) return;
  auto const file = read::frames_of_file(scan);
  PatternNotCentred found{.rows = counts.centre_row,
                          .cols = counts.centre_col,
                          .in_corner = file.zero_row == 0 && file.zero_col == 0,
                          .centre = read::file_point(file, counts.centre_row, counts.centre_col)};
  double const row = std::round(found.centre.row);
  double const col = std::round(found.centre.col);
  // Side of the largest square around the centre that lies in the frames of the file, pixels.
  double const largest_side =
      2 * std::min({row, col, static_cast<double>(file.shape.rows) - row, static_cast<double>(file.shape.cols) - col});
  auto const detector = static_cast<double>(scan.detector);
  if (largest_side < detector && offset <= large_offset * detector) return;
  if (options.crop && static_cast<double>(*options.crop) > largest_side && largest_side >= 2)
    found.largest = core::largest_fast_fft_size(static_cast<std::size_t>(largest_side));
  all.push_back(found);
}

/// Whether most pixels outside of a square around the zero frequency are measured.
bool is_measured_outside(Scan const& scan, std::size_t square) {
  std::size_t const n = scan.detector;
  auto const inside = [&](std::size_t i) { return i < square - square / 2 || i >= n - square / 2; };
  std::size_t outside = 0;
  std::size_t measured = 0;
  for (std::size_t i = 0; i < n * n; ++i) {
    if (inside(i / n) && inside(i % n)) continue;
    ++outside;
    measured += scan.measured[i];
  }
  return static_cast<double>(measured) >= border_measured * static_cast<double>(outside);
}

void check_size(Scan const& scan, std::size_t signal_size, Findings& all) {
  auto const detector = static_cast<double>(scan.detector);
  auto const crop =
      core::smallest_fast_fft_size(std::max(signal_size, static_cast<std::size_t>(std::ceil(least_crop * detector))));
  bool const narrow = signal_size >= 2 && static_cast<double>(signal_size) < most_signal * detector;
  if (narrow && !scan.near_field && is_measured_outside(scan, crop))
    all.push_back(BorderWithoutCounts{.signal_size = signal_size, .crop = crop, .detector = scan.detector});
  if (!core::has_fast_transforms(scan.detector))
    all.push_back(SlowSize{.detector = scan.detector,
                           .factor = core::largest_prime_factor(scan.detector),
                           .faster = core::largest_fast_fft_size(scan.detector)});
}

void check_probe(Scan const& scan, Inspection const& inspection, Findings& all) {
  if (scan.probe.modes == 0) all.push_back(NoProbe{});
  double const log_ratio = inspection.probe_power ? std::abs(std::log(*inspection.probe_power)) : 0;
  if (log_ratio > std::log(power_factor) && log_ratio < std::log(arbitrary_power))
    all.push_back(ProbePowerDiffers{*inspection.probe_power});
}

void check_overlap(Inspection const& inspection, Findings& all) {
  if (!inspection.overlap || *inspection.overlap >= least_overlap) return;
  if (inspection.probe_source == ProbeSource::focus)
    all.push_back(OverlapUnknown{1 - *inspection.overlap});
  else
    all.push_back(OverlapLow{.overlap = *inspection.overlap,
                             .step_m = inspection.positions.step_m,
                             .diameter_m = inspection.probe_diameter_m});
}

/// Adds the findings about overlap and steps; they need no counts.
void check_steps(Scan const& scan, Inspection const& inspection, Findings& all) {
  auto const& positions = inspection.positions;
  check_overlap(inspection, all);
  if (scan.frames < few_frames)
    all.push_back(FewFrames{scan.frames});
  else if (positions.step_m > 0 && positions.narrow_m < positions.step_m)
    all.push_back(PositionsOnLine{positions.narrow_m});
  double const least = least_spacing * std::min(scan.pixel_row_m, scan.pixel_col_m);
  if (scan.frames > 1 && (positions.step_m == 0 || (positions.spacing_m > 0 && positions.spacing_m < least)))
    all.push_back(StepsTiny{.frames = scan.frames,
                            .extent_row_m = positions.extent_row_m,
                            .extent_col_m = positions.extent_col_m,
                            .pixel_m = scan.pixel_row_m});
  if (!positions.far_off.empty())
    all.push_back(FramesFarOff{.numbers = numbers_in_file(scan, positions.far_off),
                               .farthest = core::number_in_file(scan, positions.farthest),
                               .distance_m = positions.farthest_m,
                               .step_m = positions.step_m});
}

void check_positions(Scan const& scan, Inspection const& inspection, Findings& all) {
  if (inspection.positions.duplicates > 0) all.push_back(PositionsRepeated{inspection.positions.duplicates});
  if (inspection.positions.on_grid()) all.push_back(GridRegular{});
  if (static_cast<double>(inspection.object_rows) * static_cast<double>(inspection.object_cols) > most_object_pixels)
    all.push_back(
        ObjectLarge{.rows = inspection.object_rows, .cols = inspection.object_cols, .detector = scan.detector});
}

/// Adds the findings about frames that are not like the others.
void check_odd_frames(Scan const& scan, CountStatistics const& counts, Findings& all) {
  if (counts.empty_frames > 0)
    all.push_back(FramesEmpty{counts.empty_frames, core::number_in_file(scan, counts.first_empty)});
  if (!counts.dark.empty())
    all.push_back(FramesDark{.numbers = numbers_in_file(scan, counts.dark),
                             .darkest = core::number_in_file(scan, counts.darkest_frame),
                             .counts = counts.darkest,
                             .median = counts.median_frame});
  if (counts.brightness_spread > most_spread) all.push_back(BrightnessVaries{counts.brightness_spread});
  if (!counts.wild.empty()) all.push_back(FramesWild{numbers_in_file(scan, counts.wild)});
}

void check_field(Scan const& scan, CountStatistics const& counts, Findings& all) {
  if (scan.near_field) return;
  auto const shadow = find_shadow(scan, counts.mean);
  if (shadow.is_near_field()) all.push_back(NearFieldFrames{shadow.width_m, shadow.window_m});
}

/// Whether nearly all values of a sample of the counts are whole numbers.
bool has_whole_counts(Scan const& scan) {
  auto const* const counts = std::get_if<std::vector<float>>(&scan.counts);
  if (counts == nullptr) return true;
  std::size_t const step = std::max<std::size_t>(1, counts->size() / 100000);
  std::size_t positive = 0;
  std::size_t whole = 0;
  for (std::size_t i = 0; i < counts->size(); i += step) {
    float const value = (*counts)[i];
    if (!(value > 0)) continue;
    ++positive;
    whole += std::abs(value - std::round(value)) < 1e-3F * std::max(1.0F, value) ? 1U : 0U;
  }
  return 10 * whole >= 9 * positive;
}

/// Adds the finding about values that are no counts, such as amplitudes and logarithms.
void check_unit(Scan const& scan, CountStatistics const& counts, Findings& all) {
  if (!has_whole_counts(scan)) all.push_back(CountsNotWhole{counts.bright_mean});
}

void check_background(CountStatistics const& counts, Findings& all) {
  auto const measured = static_cast<double>(counts.mean.size() - counts.masked);
  double const share = counts.background * measured / counts.mean_frame;
  if (share > least_background) all.push_back(BackgroundCounts{counts.background, share});
}

void check_frames(Scan const& scan, CountStatistics const& counts, Findings& all) {
  auto const file = read::frames_of_file(scan);
  if (2 * file.without_position > file.frames)
    all.push_back(
        PositionsMissing{.without_position = file.without_position, .in_file = file.frames, .files = scan.sources});
  check_odd_frames(scan, counts, all);
  check_field(scan, counts, all);
  check_unit(scan, counts, all);
  if (has_whole_counts(scan) && counts.bright_pixels > 0 && counts.bright_mean < few_counts)
    all.push_back(CountsFew{counts.bright_mean});
}

void check_mask(Scan const& scan, CountStatistics const& counts, ReadOptions const& options, Findings& all) {
  auto const file = read::frames_of_file(scan);
  std::size_t const read_pixels = options.crop ? *options.crop * *options.crop : file.shape.pixels();
  std::size_t const padding = scan.measured.size() - std::min(scan.measured.size(), read_pixels);
  if (2 * (counts.masked - std::min(padding, counts.masked)) <= scan.measured.size() - padding) return;
  all.push_back(MostlyMasked{.masked = counts.masked,
                             .pixels = scan.measured.size(),
                             .inverted = counts.masked_share > 0.5,
                             .share = counts.masked_share,
                             .mask = options.mask,
                             .polarity = options.mask_polarity});
}

void check_pixels(Scan const& scan, CountStatistics const& counts, Findings& all) {
  // The greatest number of a type marks pixels, or the detector was saturated: then other counts come near to it.
  auto const* const marked = scan.reading.find<CountsMarked>();
  if (marked != nullptr && counts.largest > 0.5 * marked->mark)
    all.push_back(DetectorSaturated{marked->mark, marked->values});
  else if (counts.beyond > 0)
    all.push_back(DetectorSaturated{*scan.saturation, counts.beyond, true});
  else if (counts.saturated)
    all.push_back(DetectorSaturated{counts.largest, counts.largest_times});
  auto const file = read::frames_of_file(scan);
  auto const add = [&](bool hot, std::vector<DetectorPixel> const& pixels) {
    if (pixels.empty()) return;
    auto const first = read::file_pixel(file, scan.detector, pixels.front().row, pixels.front().col);
    double const share = static_cast<double>(pixels.size()) / static_cast<double>(scan.measured.size());
    all.push_back(BrokenPixels{.hot = hot, .pixels = pixels.size(), .share = share, .first = first});
  };
  add(true, counts.hot);
  add(false, counts.dead);
}

}  // namespace

std::vector<Finding> findings(Scan const& scan, Inspection const& inspection, ReadOptions const& options) {
  Findings all;
  if (inspection.orientation)
    if (auto const differs = orientation_difference(*inspection.orientation, options.axes)) all.push_back(*differs);
  if (inspection.scale && inspection.scale->decided())
    all.push_back(ScaleDiffers{inspection.scale->best, inspection.scale->gain});
  if (!scan.near_field) check_centre(scan, inspection.counts, options, all);
  check_size(scan, inspection.counts.signal_size, all);
  if (scan.wavelength_m == 0) all.push_back(EnergyUnknown{});
  check_probe(scan, inspection, all);
  check_steps(scan, inspection, all);
  check_positions(scan, inspection, all);
  check_frames(scan, inspection.counts, all);
  check_mask(scan, inspection.counts, options, all);
  check_pixels(scan, inspection.counts, all);
  check_background(inspection.counts, all);
  if (auto const* const clamped = scan.reading.find<NegativeCountsClamped>())
    all.push_back(CountsNegative{clamped->counts});
  return all;
}

std::optional<OrientationDiffers> orientation_difference(solver::OrientationCheck const& check, PositionAxes given) {
  if (!check.decided()) return std::nullopt;
  auto const best = check.trials.front().axes;
  bool const opposite = read::turn_between_deg(read::opposite(best), given) < least_turn_deg;
  if (read::turn_between_deg(best, given) < least_turn_deg || (check.opposite_fits() && opposite)) return std::nullopt;
  return OrientationDiffers{.best = read::simplified(best), .given = given, .opposite = opposite};
}

std::vector<Finding> serious_findings(Scan const& scan, CountStatistics const& counts, ReadOptions const& options) {
  Findings all;
  check_steps(scan, inspect_positions(scan), all);
  check_odd_frames(scan, counts, all);
  check_field(scan, counts, all);
  check_unit(scan, counts, all);
  check_mask(scan, counts, options, all);
  check_pixels(scan, counts, all);
  check_background(counts, all);
  return all;
}

}  // namespace ptyger::inspect
