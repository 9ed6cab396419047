#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "app/inspect/findings.hpp"
#include "app/reading_notes.hpp"
#include "app/report.hpp"
#include "core/fast_size.hpp"
#include "read/file_pixel.hpp"

namespace ptyger::app {
namespace {

constexpr double least_overlap = 0.5;
constexpr std::size_t few_frames = 4;       // or more do not count as few
constexpr double least_spacing = 0.5;       // pixels of the object
constexpr double most_offset = 1.5;         // pixels of the centre of mass
constexpr double few_counts = 10;           // a bright pixel
constexpr double grid_share = 0.7;          // of frames on one grid
constexpr double arbitrary_power = 100;     // either way: the probe has no unit
constexpr double power_factor = 1.25;       // either way
constexpr double most_object_pixels = 2e8;  // 1.6 GB for one complex image
constexpr double dark_border = 0.75;        // of the detector's side is lit
constexpr double border_measured = 0.8;     // of its pixels
constexpr double least_crop = 0.25;         // of its side

using Findings = std::vector<Finding>;

/// "12 pixels, the first at row 3, column 4 of the frames of the file".
std::string pixels_text(std::vector<inspect::DetectorPixel> const& pixels, Scan const& scan) {
  auto const first =
      read::file_pixel(read::frames_of_file(scan), scan.detector, pixels.front().row, pixels.front().col);
  return fmt::format("{} pixel{}, the first at row {}, column {} of the frames of the file, counted from 0",
                     pixels.size(), pixels.size() == 1 ? "" : "s", first.row, first.col);
}

void look_at_overlap(inspect::Inspection const& of, Findings& all) {
  if (!of.overlap || *of.overlap >= least_overlap) return;
  if (of.probe_source == inspect::ProbeSource::focus)
    all.push_back({"overlap_unknown",
                   fmt::format("the steps are {:.2g} times the diameter of the beam in focus, so that frames "
                               "overlap only when it is defocused",
                               1 - *of.overlap),
                   "name a probe by --probe FILE, or see what --check-orientation finds"});
  else
    all.push_back({"low_overlap",
                   fmt::format("neighbouring frames {}: the steps are {}, the beam {} across; object and probe may "
                               "not be told apart",
                               *of.overlap > 0 ? fmt::format("overlap by {:.0f} %, less than 50 %", 100 * *of.overlap)
                                               : "do not overlap at all",
                               length_text(of.positions.step_m), length_text(of.probe_diameter_m)),
                   "if the scan is finer than that, the object's pixel is wrong: give --distance, --energy or --pixel; "
                   "else trust the probe with --no-probe"});
}

/// What needs no look at a frame.
void look_at_places(Scan const& scan, inspect::Inspection const& of, Findings& all) {
  auto const& positions = of.positions;
  look_at_overlap(of, all);
  if (scan.frames < few_frames)
    all.push_back({"few_frames",
                   fmt::format("with {} frame{} object and probe can hardly be told apart", scan.frames,
                               scan.frames == 1 ? "" : "s"),
                   "trust a known probe: --probe FILE --no-probe"});
  double const least = least_spacing * std::min(scan.pixel_row_m, scan.pixel_col_m);
  if (scan.frames > 1 && (positions.step_m == 0 || (positions.spacing_m > 0 && positions.spacing_m < least)))
    all.push_back({"tiny_steps",
                   fmt::format("{} frames lie within {} x {}, less than half a pixel of the object ({}) apart, as of "
                               "positions in another unit",
                               scan.frames, length_text(positions.extent_row_m), length_text(positions.extent_col_m),
                               length_text(scan.pixel_row_m)),
                   "a --mapping file says the unit of positions; or correct --distance, --energy or --pixel"});
  if (positions.far_off > 0)
    all.push_back(
        {"far_off",
         fmt::format("{} frame{} ten steps and more from all others; frame {} is {} off, where the step is {}",
                     positions.far_off, positions.far_off == 1 ? " lies" : "s lie",
                     read::number_in_file(scan, positions.farthest), length_text(positions.farthest_m),
                     length_text(positions.step_m)),
         "correct these positions in the file, or leave the frames out there: no option does"});
}

void look_at_positions(Scan const& scan, inspect::Inspection const& of, Findings& all) {
  auto const& positions = of.positions;
  if (positions.duplicates > 0)
    all.push_back({"duplicate_positions",
                   fmt::format("{} frame{} at the place of an earlier one", positions.duplicates,
                               positions.duplicates == 1 ? " lies" : "s lie"),
                   "check that positions and frames belong together; when the stage did not move that is harmless"});
  if (positions.grid_share > grid_share)
    all.push_back({"regular_grid",
                   "the positions lie on a regular grid, which may leave a pattern of its period in the object",
                   "jitter the next scan; here more --probe-modes or another probe (--probe blind) may help"});
  if (static_cast<double>(of.object_rows) * static_cast<double>(of.object_cols) > most_object_pixels)
    all.push_back({"large_object", fmt::format("the object has {} x {} pixels", of.object_rows, of.object_cols),
                   fmt::format("--crop {} makes its pixel twice as large; `ptyger plan` shows what it takes",
                               scan.detector / 2)});
}

void look_at_frames(Scan const& scan, inspect::Inspection const& of, Findings& all) {
  auto const file = read::frames_of_file(scan);
  if (2 * file.without_position > file.frames)
    all.push_back({"few_positions",
                   fmt::format("{} of {} frames have no position and are left out", file.without_position, file.frames),
                   fmt::format("check that the files are of the same scan: {}", fmt::join(scan.sources, ", "))});
  auto const& counts = of.counts;
  if (counts.empty_frames > 0)
    all.push_back(
        {"empty_frames",
         fmt::format("{} frame{} no measured pixel, the first is frame {}", counts.empty_frames,
                     counts.empty_frames == 1 ? " has" : "s have", read::number_in_file(scan, counts.first_empty)),
         "they say nothing of the object: leave them out of the file; no option does"});
  if (counts.dark_frames > 0)
    all.push_back({"dark_frames",
                   fmt::format("{} frame{} less than half of the median counts; the darkest is frame {} with {:.4g} of "
                               "{:.4g}",
                               counts.dark_frames, counts.dark_frames == 1 ? " has" : "s have",
                               read::number_in_file(scan, counts.darkest_frame), counts.darkest, counts.median_frame),
                   "when the beam failed, and not the sample is dense, leave them out of the file: no option does"});
  if (counts.bright_pixels > 0 && counts.bright_mean < few_counts)
    all.push_back({"few_counts",
                   fmt::format("only {:.2g} counts a pixel where the pattern is bright", counts.bright_mean),
                   "--noise poisson"});
}

void look_at_mask(Scan const& scan, inspect::CountStatistics const& counts, ReadOptions const& options, Findings& all) {
  if (2 * counts.masked <= scan.measured.size()) return;
  bool const inverted = counts.masked_light > 0.5;
  auto what = fmt::format("{} of {} pixels are masked", counts.masked, scan.measured.size());
  if (inverted) what += fmt::format(", with {:.0f} % of the counts", 100 * counts.masked_light);
  auto const other = options.mask_polarity == MaskPolarity::one_is_good ? "0-is-good" : "1-is-good";
  all.push_back({"mostly_masked", what,
                 inverted ? fmt::format("if good and bad are exchanged: --mask {} --mask-polarity {}",
                                        options.mask.empty() ? "FILE" : options.mask, other)
                          : "check the mask; --mask FILE takes another one"});
}

void look_at_pixels(Scan const& scan, inspect::Inspection const& of, Findings& all) {
  auto const& counts = of.counts;
  if (counts.saturated)
    all.push_back({"saturated",
                   fmt::format("the largest count, {:.0f}, occurs {} time{}: the detector is saturated", counts.largest,
                               counts.largest_times, counts.largest_times == 1 ? "" : "s"),
                   "mask the pixels by --mask FILE"});
  if (!counts.hot.empty())
    all.push_back({"hot_pixels", "far above all their neighbours, and not masked: " + pixels_text(counts.hot, scan),
                   "mask them by --mask FILE"});
  if (!counts.dead.empty())
    all.push_back({"dead_pixels", "always zero beside light, and not masked: " + pixels_text(counts.dead, scan),
                   "mask them by --mask FILE"});
  if (auto const* const clamped = scan.reading.find<NegativeCountsClamped>())
    all.push_back(
        {"negative_counts", reading_note(*clamped), "subtract less background, or mask those pixels by --mask FILE"});
}

/// Where the zero frequency seems to be, in the frames of the file, as --center takes it; with the largest --crop that
/// fits there when what was asked for does not.
std::string centre_remedy(Scan const& scan, inspect::Inspection const& of, ReadOptions const& options) {
  auto const file = read::frames_of_file(scan);
  bool const in_corner = file.zero_row == 0 && file.zero_col == 0;
  if (in_corner)
    return "shift the frames of the file: their zero frequency is in the corner, where --center leaves no square";
  auto const at = read::file_point(file, of.counts.centre_row, of.counts.centre_col);
  auto remedy = fmt::format("--center {:.0f},{:.0f}", at.row, at.col);
  double const room =
      2 * std::min({std::round(at.row), std::round(at.col), static_cast<double>(file.shape.rows) - std::round(at.row),
                    static_cast<double>(file.shape.cols) - std::round(at.col)});
  if (!options.crop || static_cast<double>(*options.crop) <= room || room < 2) return remedy;
  return fmt::format("{} --crop {}", remedy, core::largest_fast_size(static_cast<std::size_t>(room)));
}

/// Whether the pixels outside of a square around the zero frequency are measured, but for a few.
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

void look_at_geometry(Scan const& scan, inspect::Inspection const& of, ReadOptions const& options, Findings& all) {
  auto const& counts = of.counts;
  if (std::hypot(counts.centre_row, counts.centre_col) > most_offset)
    all.push_back(
        {"not_centred",
         fmt::format("the centre of mass of the mean pattern lies {:+.1f} rows and {:+.1f} columns from the "
                     "zero frequency, as of shifted frames or an uneven beam; a shift tilts the phase of the object",
                     counts.centre_row, counts.centre_col),
         centre_remedy(scan, of, options)});
  auto const detector = static_cast<double>(scan.detector);
  auto const wide =
      core::smallest_fast_size(std::max(counts.lit_size, static_cast<std::size_t>(std::ceil(least_crop * detector))));
  if (static_cast<double>(counts.lit_size) < dark_border * detector && counts.lit_size >= 2 &&
      is_measured_outside(scan, wide))
    all.push_back(
        {"dark_border",
         fmt::format("{} x {} pixels around the zero frequency hold all but 1e-4 of the counts", counts.lit_size,
                     counts.lit_size),
         fmt::format("--crop {} takes {:.0f} % of the time, with a pixel {:.2g} times as large", wide,
                     100 * std::pow(static_cast<double>(wide) / detector, 2), detector / static_cast<double>(wide))});
  if (!core::has_fast_transforms(scan.detector))
    all.push_back({"slow_size",
                   fmt::format("frames of {0} x {0} pixels: {0} has the prime factor {1}, with which transforms take "
                               "several times as long",
                               scan.detector, core::largest_prime_factor(scan.detector)),
                   fmt::format("--crop {}", core::largest_fast_size(scan.detector))});
  if (scan.wavelength_m == 0)
    all.push_back({"energy_unknown", "the files do not say the energy", "--energy EV; results hold it"});
}

void look_at_probe(Scan const& scan, inspect::Inspection const& of, Findings& all) {
  if (scan.probe.modes == 0)
    all.push_back({"no_probe", "there is no initial probe",
                   "it will be found from the mean pattern (--probe blind); --probe FILE takes another one"});
  double const off = of.probe_power ? std::abs(std::log(*of.probe_power)) : 0;
  if (off > std::log(power_factor) && off < std::log(arbitrary_power))
    all.push_back({"probe_power",
                   fmt::format("the probe has {:.3g} times the power of the measured light", *of.probe_power),
                   "it is scaled when a reconstruction begins; if that was meant to fit, check --mask and --crop, or "
                   "whether the probe is of another scan (--probe blind)"});
}

void look_at_orientation(inspect::Inspection const& of, ReadOptions const& options, Findings& all) {
  if (!of.orientation || !of.orientation->decided()) return;
  auto const best = of.orientation->trials.front().axes;
  auto const opposite = PositionAxes{best.swap, !best.negate_row, !best.negate_col};
  if (best == options.axes || (of.orientation->blind && opposite == options.axes)) return;
  auto const wanted = axes_options(best);
  all.push_back({"orientation", "the positions are turned otherwise than the frames",
                 wanted.empty() ? "leave out " + axes_options(options.axes) : wanted});
}

}  // namespace

std::string axes_options(PositionAxes axes) {
  std::string text;
  auto const add = [&](bool given, char const* name) {
    text += given ? (text.empty() ? "" : " ") + std::string(name) : "";
  };
  add(axes.swap, "--swap-xy");
  add(axes.negate_col, "--negate-x");
  add(axes.negate_row, "--negate-y");
  return text;
}

std::vector<Finding> findings(Scan const& scan, inspect::Inspection const& inspection, ReadOptions const& options) {
  Findings all;
  look_at_orientation(inspection, options, all);
  look_at_geometry(scan, inspection, options, all);
  look_at_probe(scan, inspection, all);
  look_at_places(scan, inspection, all);
  look_at_positions(scan, inspection, all);
  look_at_frames(scan, inspection, all);
  look_at_mask(scan, inspection.counts, options, all);
  look_at_pixels(scan, inspection, all);
  return all;
}

std::vector<std::string> position_warnings(Scan const& scan) {
  Findings all;
  look_at_places(scan, inspect::inspect_positions(scan), all);
  std::vector<std::string> warnings;
  for (auto const& finding : all) warnings.push_back(finding.what + " -> " + finding.remedy);
  return warnings;
}

}  // namespace ptyger::app
