#include "app/inspect/findings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "app/reading_notes.hpp"
#include "app/report.hpp"
#include "ptyger/error.hpp"

namespace ptyger::app {
namespace {

/// The option that leaves these frames out, by ranges; a long list is cut.
std::string skip_option(std::vector<std::int64_t> const& numbers) {
  constexpr std::size_t most_ranges = 20;
  std::vector<std::string> ranges;
  for (std::size_t first = 0; first < numbers.size();) {
    std::size_t last = first;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    ranges.push_back(first == last ? fmt::format("{}", numbers[first])
                                   : fmt::format("{}-{}", numbers[first], numbers[last]));
    first = last + 1;
  }
  bool const cut = ranges.size() > most_ranges;
  if (cut) ranges.resize(most_ranges);
  return fmt::format("--skip-frames {}{}", fmt::join(ranges, ","), cut ? ",... (the first of them)" : "");
}

// Each overload puts one kind of finding into words: key, what looks wrong, remedy.
Warning words(inspect::OrientationDiffers const& found) {
  auto const options = axes_options(found.best);
  auto const instead =
      axes_options(found.given).empty() || options.empty() ? "" : " instead of " + axes_options(found.given);
  auto const probe = found.opposite ? ", or a probe whose defocus has the other sign" : "";
  return {"orientation", "the positions are turned otherwise than the frames",
          (options.empty() ? "leave out " + axes_options(found.given) : options) + instead + probe};
}

Warning words(inspect::ScaleDiffers const& found) {
  return {
      "scale",
      fmt::format("positions {:.3f} times as far apart fit the frames better, with a misfit {:.1f} % lower",
                  found.scale, 100 * found.gain),
      fmt::format("check the unit and the calibration of the stage; energy, distance and detector pixel: the object "
                  "pixel that fits is {:.3f} times the present one, which --pixel can state",
                  1 / found.scale)};
}

Warning words(inspect::PatternNotCentred const& found) {
  auto const crop = found.largest == 0 ? "" : fmt::format(" --crop {}", found.largest);
  return {"not_centred",
          fmt::format("the centre of mass of the mean pattern lies {:+.1f} rows and {:+.1f} columns from the zero "
                      "frequency, as of shifted frames or an uneven beam; a shift tilts the phase of the object",
                      found.rows, found.cols),
          found.in_corner
              ? "shift the frames of the file: their zero frequency is in the corner, where --center leaves no square"
              : fmt::format("--center {:.0f},{:.0f}{}", found.centre.row, found.centre.col, crop)};
}

Warning words(inspect::BorderWithoutCounts const& found) {
  double const factor = static_cast<double>(found.detector) / static_cast<double>(found.crop);
  return {"dark_border",
          fmt::format("{0} x {0} pixels around the zero frequency hold all but 1e-4 of the counts", found.signal_size),
          fmt::format("--crop {} takes {:.0f} % of the time, with an object pixel {:.2g} times as large", found.crop,
                      100 / (factor * factor), factor)};
}

Warning words(inspect::SlowSize const& found) {
  return {"slow_size",
          fmt::format("frames of {0} x {0} pixels: {0} has the prime factor {1}, with which transforms take several "
                      "times as long",
                      found.detector, found.factor),
          fmt::format("--crop {}", found.faster)};
}

Warning words(inspect::EnergyUnknown const& /*found*/) {
  return {"energy_unknown", "the files do not say the energy", "--energy EV, which is stored in results"};
}

Warning words(inspect::NoProbe const& /*found*/) {
  return {"no_probe", "there is no initial probe",
          "it will be found from the mean pattern (--probe blind); --probe FILE takes another one"};
}

Warning words(inspect::ProbePowerDiffers const& found) {
  return {"probe_power", fmt::format("the probe has {:.3g} times the power of the measured counts", found.ratio),
          "it is scaled when a reconstruction begins; if the power was meant to fit, check --mask and --crop, or "
          "whether the probe is of another scan (--probe blind)"};
}

Warning words(inspect::OverlapUnknown const& found) {
  return {"overlap_unknown",
          fmt::format("the steps are {:.2g} times the diameter of the beam in focus, so that frames overlap only when "
                      "it is defocused",
                      found.step_over_diameter),
          "name a probe by --probe FILE, or see what --check-orientation finds"};
}

Warning words(inspect::OverlapLow const& found) {
  auto const overlap = found.overlap > 0 ? fmt::format("overlap by {:.0f} %, less than 50 %", 100 * found.overlap)
                                         : std::string("do not overlap at all");
  return {"low_overlap",
          fmt::format("neighbouring frames {}: the steps are {}, the beam {} across; object and probe may not be told "
                      "apart",
                      overlap, length_text(found.step_m), length_text(found.diameter_m)),
          "if the scan is finer than that, the object's pixel is wrong: give --distance, --energy or --pixel; else "
          "trust the probe with --no-probe"};
}

Warning words(inspect::FewFrames const& found) {
  return {"few_frames",
          fmt::format("with {} frame{} object and probe can hardly be told apart", found.frames,
                      found.frames == 1 ? "" : "s"),
          "trust a known probe: --probe FILE --no-probe"};
}

Warning words(inspect::PositionsOnLine const& found) {
  return {"line",
          fmt::format("the frames lie along a line, in a field only {} wide: across it nothing tells object and probe "
                      "apart",
                      length_text(found.width_m)),
          "trust a known probe: --probe FILE --no-probe"};
}

Warning words(inspect::StepsTiny const& found) {
  return {"tiny_steps",
          fmt::format("{} frames lie within {} x {}, less than half a pixel of the object ({}) apart, as of positions "
                      "in another unit",
                      found.frames, length_text(found.extent_row_m), length_text(found.extent_col_m),
                      length_text(found.pixel_m)),
          "--position-unit says the unit of positions; or correct --distance, --energy or --pixel"};
}

Warning words(inspect::FramesFarOff const& found) {
  auto const frames = found.numbers.size();
  return {"far_off",
          fmt::format("{} frame{} ten steps and more from all others; frame {} is {} off, where the step is {}", frames,
                      frames == 1 ? " lies" : "s lie", found.farthest, length_text(found.distance_m),
                      length_text(found.step_m)),
          "correct these positions in the file, or leave the frames out: " + skip_option(found.numbers)};
}

Warning words(inspect::PositionsRepeated const& found) {
  return {"duplicate_positions",
          fmt::format("{} frame{} at the place of an earlier one", found.frames, found.frames == 1 ? " lies" : "s lie"),
          "check that positions and frames belong together; when the stage did not move that is harmless"};
}

Warning words(inspect::GridRegular const& /*found*/) {
  return {"regular_grid", "the positions lie on a regular grid, which may leave a pattern of its period in the object",
          "jitter the next scan; here more --probe-modes or another probe (--probe blind) may help"};
}

Warning words(inspect::ObjectLarge const& found) {
  return {"large_object", fmt::format("the object has {} x {} pixels", found.rows, found.cols),
          fmt::format("--crop {} makes its pixel twice as large; `ptyger plan` shows the memory it takes",
                      found.detector / 2)};
}

Warning words(inspect::PositionsMissing const& found) {
  return {"few_positions",
          fmt::format("{} of {} frames have no position and are left out", found.without_position, found.in_file),
          fmt::format("check that the files are of the same scan: {}", fmt::join(found.files, ", "))};
}

Warning words(inspect::FramesEmpty const& found) {
  return {"empty_frames",
          fmt::format("{} frame{} no measured pixel, the first is frame {}", found.frames,
                      found.frames == 1 ? " has" : "s have", found.first),
          "they say nothing of the object: leave them out by --skip-frames"};
}

Warning words(inspect::FramesDark const& found) {
  auto const frames = found.numbers.size();
  return {
      "dark_frames",
      fmt::format("{} frame{} less than half of the median counts; the darkest is frame {} with {:.4g} of {:.4g}",
                  frames, frames == 1 ? " has" : "s have", found.darkest, found.counts, found.median),
      "when the beam failed, and not the sample is dense: " + skip_option(found.numbers) + ", or --fit-intensities"};
}

Warning words(inspect::FramesWild const& found) {
  auto const frames = found.numbers.size();
  return {"wild_frames",
          fmt::format("{} frame{} a pattern unlike the others, or many times their counts", frames,
                      frames == 1 ? " has" : "s have"),
          skip_option(found.numbers)};
}

Warning words(inspect::NearFieldFrames const& found) {
  return {
      "near_field",
      fmt::format("the frames are images of the sample that move with the positions and show {} of it, where a far "
                  "field of this geometry shows at most {}: they are frames of a near field",
                  length_text(found.width_m), length_text(found.window_m)),
      "--near-field, with --focus-to-sample if the beam diverges; if they are of a far field, --distance, --energy or "
      "--detector-pixel is wrong"};
}

Warning words(inspect::CountsNotWhole const& found) {
  return {
      "no_counts",
      fmt::format("the frames hold no whole numbers of particles, but values such as {:.3g} where the pattern is "
                  "bright: doses are in their unit, and Poisson noise is not theirs",
                  found.typical),
      "amplitude = true in a --mapping if they are square roots of counts; if they are logarithms, write the counts "
      "into the file; for counts in another unit, --noise gaussian, which does not depend on it"};
}

Warning words(inspect::CountsFew const& found) {
  return {"few_counts", fmt::format("only {:.2g} counts a pixel where the pattern is bright", found.bright_mean),
          "--smooth auto and --noise auto, the defaults, choose how smooth the object is, and the noise model"};
}

Warning words(inspect::MostlyMasked const& found) {
  auto what = fmt::format("{} of {} pixels are masked", found.masked, found.pixels);
  if (!found.inverted) return {"mostly_masked", what, "check the mask; --mask FILE takes another one"};
  return {"mostly_masked", what + fmt::format(", with {:.0f} % of the counts", 100 * found.share),
          fmt::format("if good and bad are exchanged: --mask {} --mask-polarity {}",
                      found.mask.empty() ? "FILE" : found.mask,
                      found.polarity == MaskPolarity::one_is_good ? "0-is-good" : "1-is-good")};
}

Warning words(inspect::DetectorSaturated const& found) {
  return {"saturated",
          found.stated
              ? fmt::format("{} count{} the limit of the detector, {:.0f}, that the file states: it is saturated",
                            found.occurrences, found.occurrences == 1 ? " reaches" : "s reach", found.largest)
              : fmt::format("the largest count, {:.0f}, occurs {} time{}: the detector is saturated", found.largest,
                            found.occurrences, found.occurrences == 1 ? "" : "s"),
          "mask the pixels: `ptyger inspect SCAN --write-mask FILE`, then --mask FILE"};
}

Warning words(inspect::BrokenPixels const& found) {
  auto const share = found.share < 0.01 ? "" : fmt::format(" ({:.0f} % of the detector)", 100 * found.share);
  return {found.hot ? "hot_pixels" : "dead_pixels",
          fmt::format("{}, and not masked: {} pixel{}{}, the first at row {}, column {} of the frames of the file, "
                      "counted from 0",
                      found.hot ? "far above all their neighbours" : "always zero beside or opposite to counts",
                      found.pixels, found.pixels == 1 ? "" : "s", share, found.first.row, found.first.col),
          "mask them: `ptyger inspect SCAN --write-mask FILE`, then --mask FILE"};
}

Warning words(inspect::CountsNegative const& found) {
  return {"negative_counts", reading_note(NegativeCountsClamped{found.counts}),
          "subtract less background, or mask those pixels by --mask FILE"};
}

Warning words(inspect::BackgroundCounts const& found) {
  return {"background",
          fmt::format("every pixel has about {:.2g} counts, {:.2g} % of all counts, that do not change with the "
                      "position, as of stray light or a pedestal",
                      found.counts, 100 * found.share),
          "--fit-background, or the key dark of a --mapping, which is subtracted"};
}

Warning words(inspect::BrightnessVaries const& found) {
  return {"brightness",
          fmt::format("the counts of neighbouring frames differ by {:.0f} %, more than noise and sample explain: the "
                      "brightness of the beam varied from frame to frame",
                      100 * found.spread),
          "--fit-intensities"};
}

/// Whether the run fits what the finding is about.
bool is_fitted(inspect::Finding const& finding, Refine const& refine) {
  return (refine.background && std::holds_alternative<inspect::BackgroundCounts>(finding)) ||
         (refine.brightness && std::holds_alternative<inspect::BrightnessVaries>(finding));
}

}  // namespace

std::string axes_options(PositionAxes axes) {
  std::string text;
  auto const add = [&](bool given, std::string const& name) { text += given ? (text.empty() ? "" : " ") + name : ""; };
  add(axes.swap, "--swap-xy");
  add(axes.negate_col, "--negate-x");
  add(axes.negate_row, "--negate-y");
  add(axes.rotation_deg != 0, fmt::format("--scan-rotation {:.4g}", axes.rotation_deg));
  return text;
}

Warning describe(inspect::Finding const& finding) {
  return std::visit([](auto const& found) { return words(found); }, finding);
}

std::vector<Warning> describe(std::vector<inspect::Finding> const& findings) {
  std::vector<Warning> warnings;
  for (auto const& finding : findings) warnings.push_back(describe(finding));
  return warnings;
}

std::vector<std::string> serious_warnings(Scan const& scan, inspect::CountStatistics const& counts,
                                          prepare::ReconstructSettings const& settings) {
  std::vector<std::string> warnings;
  for (auto const& finding : inspect::serious_findings(scan, counts, settings.read)) {
    if (is_fitted(finding, settings.solver.refine)) continue;
    auto const warning = describe(finding);
    if (!settings.no_check && std::holds_alternative<inspect::NearFieldFrames>(finding))
      throw InputError(fmt::format("{}: {} -> {}; --no-check reconstructs nevertheless", fmt::join(scan.sources, ", "),
                                   warning.what, warning.remedy));
    warnings.push_back(warning.what + " -> " + warning.remedy);
  }
  return warnings;
}

}  // namespace ptyger::app
