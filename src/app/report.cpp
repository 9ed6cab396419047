#include "app/report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <numeric>

#include "write/fit_views.hpp"
#include "write/probe_variation.hpp"
#include "write/report/drift.hpp"

namespace ptyger::app {

std::string length_text(double metres) {
  if (metres >= 1e-3) return fmt::format("{:.4g} mm", metres * 1e3);
  if (metres >= 1e-6) return fmt::format("{:.4g} um", metres * 1e6);
  if (metres >= 1e-9) return fmt::format("{:.4g} nm", metres * 1e9);
  return fmt::format("{:.4g} pm", metres * 1e12);
}

std::string report_line(std::string const& name, std::string const& value) {
  return fmt::format("{:<13} {}\n", name, value);
}

void print_text(std::string const& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

namespace {

std::string pixel_text(Scan const& scan) {
  if (scan.pixel_row_m == scan.pixel_col_m) return length_text(scan.pixel_row_m);
  return length_text(scan.pixel_row_m) + " x " + length_text(scan.pixel_col_m) + " (rows x columns)";
}

std::string counts_type(Counts const& counts) {
  static constexpr char const* names[] = {"8-bit integers", "16-bit integers", "32-bit integers", "32-bit floats"};
  return names[counts.index()];
}

std::string probe_text(ProbeModes const& probe) {
  if (probe.modes == 0) return "none";
  return fmt::format("{} mode{}, {} x {} pixels", probe.modes, probe.modes == 1 ? "" : "s", probe.size, probe.size);
}

std::string near_field_text(NearField const& near_field) {
  auto const distance = fmt::format("{:.5g} mm from the sample", 1e3 * near_field.effective_distance_m);
  if (near_field.focus_to_sample_m == 0) return "parallel beam, " + distance;
  return fmt::format("magnification {:.5g}, as of a parallel beam {} (focus to sample {:.5g} mm)",
                     near_field.magnification, distance, 1e3 * near_field.focus_to_sample_m);
}

std::size_t masked_pixels(Scan const& scan) {
  std::size_t masked = 0;
  for (std::size_t i = 0; i < scan.measured.size(); ++i)
    masked += scan.measured[i] == 0 && scan.response.first_pixel(i, scan.detector) == i ? 1U : 0U;
  return masked;
}

}  // namespace

std::string scan_report(Scan const& scan, std::vector<std::string> const& notes) {
  auto text = report_line("scan", fmt::format("{}", fmt::join(scan.sources, ", ")));
  auto const up = scan.response.upsampling;
  auto const pixels = scan.detector / up;
  auto frames = fmt::format("{} of {} x {} pixels, {}", scan.frames, pixels, pixels, counts_type(scan.counts));
  if (up > 1) frames += fmt::format(", each the sum over {} x {} computed pixels", up, up);
  if (scan.response.blur_side > 0) frames += fmt::format(", blurred over {0} x {0} pixels", scan.response.blur_side);
  if (auto const masked = masked_pixels(scan); masked > 0) frames += fmt::format(", {} pixels masked", masked);
  text += report_line("frames", frames);
  text += report_line("object pixel", pixel_text(scan));
  if (scan.wavelength_m > 0) {
    auto wavelength = length_text(scan.wavelength_m);
    if (scan.energy_eV > 0) wavelength += fmt::format(" ({:.5g} keV)", scan.energy_eV / 1e3);
    text += report_line("wavelength", wavelength);
  }
  if (scan.near_field) text += report_line("near field", near_field_text(*scan.near_field));
  if (scan.angle_deg) text += report_line("angle", fmt::format("{:.6g} degrees", *scan.angle_deg));
  text += report_line("probe", probe_text(scan.probe));
  for (auto const& note : notes) text += report_line("note", note);
  return text;
}

namespace {

/// What a refinement has found, and the frames that fit far worse than most; empty when there is neither.
std::string frames_report(Scan const& scan, Result const& result) {
  std::string text;
  if (auto const drift = write::drift_of(scan, result.positions); drift.largest > 1e-3)
    text +=
        report_line("positions", fmt::format("refined by {:.3g} pixels rms, at most {:.3g}", drift.rms, drift.largest));
  if (auto const powers = write::variation_powers(result); write::varies(scan, result))
    text += report_line("variation", fmt::format("of the probe: {:.2g} % of its power, in {} variation probe{}",
                                                 100 * std::accumulate(powers.begin(), powers.end(), 0.0),
                                                 powers.size(), powers.size() == 1 ? "" : "s"));
  if (!result.intensities.empty()) {
    auto const [least, most] = std::minmax_element(result.intensities.begin(), result.intensities.end());
    text += report_line("brightness", fmt::format("of the frames from {:.3g} to {:.3g} of the mean", *least, *most));
  }
  auto const outliers = write::outliers(result.fit);
  std::vector<std::string> ratios;
  for (auto const frame : outliers)
    ratios.push_back(fmt::format("{:.1f}", result.fit.frame_nrmse[frame] / write::median_misfit(result.fit)));
  if (!outliers.empty())
    text += report_line("worst frames", fmt::format("{} times the median misfit; --skip-frames {} leaves them out",
                                                    fmt::join(ratios, ", "), write::numbers_in_file(scan, outliers)));
  return text;
}

}  // namespace

std::string result_report(Scan const& scan, Result const& result, std::string const& output, double seconds,
                          double earlier_seconds) {
  auto text = result.complete
                  ? report_line("finished", result.stop_reason)
                  : report_line("interrupted", fmt::format("after {} epochs and iterations", result.history.size()));
  text += report_line("misfit", fmt::format("NRMSE {:.4f}, R-factor {:.4f}", result.nrmse, result.r_factor));
  if (!result.history.empty()) {
    auto work = fmt::format("{:.4g} transforms a frame and mode", result.history.back().transforms);
    if (result.search_transforms > 0)
      work += fmt::format(", after {:.4g} a frame in trial runs", result.search_transforms);
    text += report_line("work", work);
  }
  double solver_seconds = 0;  // without the search of a probe
  for (auto const& record : result.history) solver_seconds += record.seconds;
  auto const frames = static_cast<double>(result.history.size() * scan.frames);
  auto const before = earlier_seconds > 0 ? fmt::format(" after {:.1f} s before it was stopped", earlier_seconds) : "";
  text += report_line("time", fmt::format("{:.1f} s{}, {:.0f} frames/s over {} epochs and iterations", seconds, before,
                                          solver_seconds > 0 ? frames / solver_seconds : 0.0, result.history.size()));
  return text + frames_report(scan, result) + report_line("result", output);
}

}  // namespace ptyger::app
