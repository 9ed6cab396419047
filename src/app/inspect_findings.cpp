#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/inspection.hpp"
#include "app/report.hpp"

namespace ptyger {
namespace {

constexpr double least_overlap = 0.5;
constexpr double most_offset = 1.5;         // pixels of the centre of mass
constexpr double few_counts = 10;           // a bright pixel
constexpr double grid_share = 0.7;          // of frames on one grid
constexpr double arbitrary_power = 100;     // either way: the probe has no unit
constexpr double power_factor = 1.25;       // either way
constexpr double most_object_pixels = 2e8;  // 1.6 GB for one complex image
constexpr double dark_border = 0.75;        // of the detector's side is lit

using Findings = std::vector<Finding>;

/// "12 pixels, the first at row 3, column 4": as frames with the zero frequency in the middle show them.
std::string pixels_text(std::vector<DetectorPixel> const& pixels, std::size_t detector) {
  auto const shown = [&](std::size_t i) { return (i + detector / 2) % detector; };
  return fmt::format("{} pixel{}, the first at row {}, column {} with the zero frequency in the middle", pixels.size(),
                     pixels.size() == 1 ? "" : "s", shown(pixels.front().row), shown(pixels.front().col));
}

void look_at_positions(Scan const& scan, Inspection const& of, Findings& all) {
  auto const& positions = of.positions;
  if (of.probe_source != ProbeSource::focus && of.overlap < least_overlap)
    all.push_back({"low_overlap",
                   fmt::format("neighbouring frames overlap by {:.0f} %, less than 50 %: object and probe may not be "
                               "told apart",
                               100 * of.overlap),
                   "if the scan is finer than that, the object's pixel is wrong: give --distance, --energy or --pixel; "
                   "else trust the probe with --no-probe"});
  if (of.probe_source == ProbeSource::focus && of.overlap < least_overlap)
    all.push_back({"overlap_unknown",
                   fmt::format("the steps are {:.2g} times the diameter of the beam in focus, so that frames "
                               "overlap only when it is defocused",
                               1 - of.overlap),
                   "name a probe by --probe FILE, or see what --check-orientation finds"});
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

void look_at_frames(Scan const& scan, Inspection const& of, Findings& all) {
  auto const& counts = of.counts;
  auto const darkest = counts.darkest_frame;
  auto const in_file = darkest < scan.indexes.size() ? scan.indexes[darkest] : static_cast<std::int64_t>(darkest);
  if (counts.dark_frames > 0)
    all.push_back({"dark_frames",
                   fmt::format("{} frame{} less than half of the median counts; the darkest is frame {} with {:.4g} of "
                               "{:.4g}",
                               counts.dark_frames, counts.dark_frames == 1 ? " has" : "s have", in_file, counts.darkest,
                               counts.median_frame),
                   "when the beam failed, and not the sample is dense, leave them out of the file: no option does"});
  if (counts.bright_mean < few_counts)
    all.push_back({"few_counts",
                   fmt::format("only {:.2g} counts a pixel where the pattern is bright", counts.bright_mean),
                   "--noise poisson"});
}

void look_at_pixels(Scan const& scan, Inspection const& of, Findings& all) {
  auto const& counts = of.counts;
  if (counts.saturated)
    all.push_back({"saturated",
                   fmt::format("the largest count, {:.0f}, occurs {} time{}: the detector is saturated", counts.largest,
                               counts.largest_times, counts.largest_times == 1 ? "" : "s"),
                   "mask the pixels by --mask FILE"});
  if (!counts.hot.empty())
    all.push_back({"hot_pixels",
                   "far above all their neighbours, and not masked: " + pixels_text(counts.hot, scan.detector),
                   "mask them by --mask FILE"});
  if (!counts.dead.empty())
    all.push_back({"dead_pixels",
                   "always zero beside light, and not masked: " + pixels_text(counts.dead, scan.detector),
                   "mask them by --mask FILE"});
  for (auto const& note : scan.notes)
    if (note.find("negative counts") != std::string::npos)
      all.push_back({"negative_counts", note, "subtract less background, or mask those pixels by --mask FILE"});
}

/// Where the zero frequency seems to be, in the frames of the file, as --center takes it.
std::string centre_remedy(Scan const& scan, Inspection const& of, ReadOptions const& options) {
  bool const in_corner = zero_frequency_note(scan).find("in the corner") != std::string::npos;
  bool const cropped = options.crop && !options.center;
  if (in_corner || cropped) return "shift the frames, or name the pixel of the zero frequency by --center ROW,COL";
  double const middle = std::floor(static_cast<double>(scan.detector) / 2);
  auto const at = options.center.value_or(DetectorPoint{middle, middle});
  return fmt::format("--center {:.0f},{:.0f}", at.row + of.counts.centre_row, at.col + of.counts.centre_col);
}

void look_at_geometry(Scan const& scan, Inspection const& of, ReadOptions const& options, Findings& all) {
  auto const& counts = of.counts;
  if (std::hypot(counts.centre_row, counts.centre_col) > most_offset)
    all.push_back(
        {"not_centred",
         fmt::format("the centre of mass of the mean pattern lies {:+.1f} rows and {:+.1f} columns from the "
                     "zero frequency, as of shifted frames or an uneven beam; a shift tilts the phase of the object",
                     counts.centre_row, counts.centre_col),
         centre_remedy(scan, of, options)});
  auto const detector = static_cast<double>(scan.detector);
  if (static_cast<double>(counts.lit_size) < dark_border * detector && counts.lit_size >= 2) {
    auto const wide = (counts.lit_size + 7) / 8 * 8;
    all.push_back(
        {"dark_border",
         fmt::format("{} x {} pixels around the zero frequency hold all but 1e-4 of the counts", counts.lit_size,
                     counts.lit_size),
         fmt::format("--crop {} takes {:.0f} % of the time, with a pixel {:.2g} times as large", wide,
                     100 * std::pow(static_cast<double>(wide) / detector, 2), detector / static_cast<double>(wide))});
  }
  if (scan.wavelength_m == 0)
    all.push_back({"energy_unknown", "the files do not say the energy", "--energy EV; results hold it"});
}

void look_at_probe(Scan const& scan, Inspection const& of, Findings& all) {
  if (scan.probe.modes == 0)
    all.push_back({"no_probe", "there is no probe in the files",
                   "it will be found from the mean pattern (--probe blind); --probe FILE takes another one"});
  double const off = of.probe_power ? std::abs(std::log(*of.probe_power)) : 0;
  if (off > std::log(power_factor) && off < std::log(arbitrary_power))
    all.push_back({"probe_power",
                   fmt::format("the probe has {:.3g} times the power of the measured light", *of.probe_power),
                   "it is scaled when a reconstruction begins; if that was meant to fit, check --mask and --crop, or "
                   "whether the probe is of another scan (--probe blind)"});
}

void look_at_orientation(Inspection const& of, ReadOptions const& options, Findings& all) {
  if (!of.orientation || !of.orientation->decided()) return;
  auto const best = of.orientation->trials.front().axes;
  auto const opposite = PositionAxes{best.swap, !best.negate_row, !best.negate_col};
  if (best == options.axes || (of.orientation->blind && opposite == options.axes)) return;
  auto const wanted = axes_options(best);
  all.push_back({"orientation", "the positions are turned otherwise than the frames",
                 wanted.empty() ? "leave out " + axes_options(options.axes) : wanted});
}

}  // namespace

std::vector<Finding> findings(Scan const& scan, Inspection const& inspection, ReadOptions const& options) {
  Findings all;
  look_at_orientation(inspection, options, all);
  look_at_geometry(scan, inspection, options, all);
  look_at_probe(scan, inspection, all);
  look_at_positions(scan, inspection, all);
  look_at_frames(scan, inspection, all);
  look_at_pixels(scan, inspection, all);
  return all;
}

}  // namespace ptyger
