#include <fmt/format.h>

#include <cmath>

#include "app/inspect/report.hpp"
#include "app/report.hpp"
#include "read/positions/positions.hpp"

namespace ptyger::app {
namespace {

std::string positions_lines(Scan const& scan, inspect::Inspection const& inspection) {
  auto const& positions = inspection.positions;
  double const pixel_m = std::sqrt(scan.pixel_row_m * scan.pixel_col_m);
  auto const steps = positions.step_m > 0 ? fmt::format(", steps of {} ({:.3g} pixels)", length_text(positions.step_m),
                                                        positions.step_m / pixel_m)
                                          : "";
  auto text = report_line(
      "positions",
      fmt::format("{} high, {} wide ({:.0f} x {:.0f} pixels){}{}", length_text(positions.extent_row_m),
                  length_text(positions.extent_col_m), positions.extent_row_m / scan.pixel_row_m,
                  positions.extent_col_m / scan.pixel_col_m, steps, positions.on_grid() ? ", on a regular grid" : ""));
  text += report_line("object", fmt::format("{} x {} pixels", inspection.object_rows, inspection.object_cols));
  static constexpr char const* sources[] = {"initial probe", "probe that was found",
                                            "beam in focus by the mean pattern, larger when defocused"};
  bool const is_lower_bound = inspection.probe_source == inspect::ProbeSource::focus;
  text +=
      report_line("beam", fmt::format("{}{} across ({:.3g} pixels; {})", is_lower_bound ? "at least " : "",
                                      length_text(inspection.probe_diameter_m), inspection.probe_diameter_m / pixel_m,
                                      sources[static_cast<int>(inspection.probe_source)]));
  if (inspection.overlap && *inspection.overlap > 0)
    text += report_line("overlap", fmt::format("{}{:.0f} % of the beam's diameter, from a frame to its nearest",
                                               is_lower_bound ? "at least " : "", 100 * *inspection.overlap));
  else if (inspection.overlap && !is_lower_bound)
    text += report_line("overlap", "none, from a frame to its nearest");
  return text;
}

std::string counts_lines(Scan const& scan, inspect::Inspection const& inspection) {
  auto const& counts = inspection.counts;
  double const area_m2 = inspection.positions.extent_row_m * inspection.positions.extent_col_m;
  auto dose = fmt::format("{:.4g} counts a frame", counts.mean_frame);
  if (area_m2 > 0) {
    bool const per_nm2 = area_m2 < 1e-12;
    dose += fmt::format(", {:.3g} per {} of the sample",
                        counts.mean_frame * static_cast<double>(scan.frames) / area_m2 * (per_nm2 ? 1e-18 : 1e-12),
                        per_nm2 ? "nm2" : "um2");
  }
  auto text = report_line("dose", dose);
  text += report_line("counts", fmt::format("at most {:.6g} ({} time{}); {:.3g} a pixel in the {} bright ones",
                                            counts.largest, counts.largest_times, counts.largest_times == 1 ? "" : "s",
                                            counts.bright_mean, counts.bright_pixels));
  if (!scan.near_field)
    text += report_line("pattern",
                        fmt::format("centre of mass {:+.2f} rows, {:+.2f} columns from the zero frequency; {} "
                                    "x {} pixels hold all but 1e-4 of the counts",
                                    counts.centre_row, counts.centre_col, counts.signal_size, counts.signal_size));
  auto const pixels = static_cast<double>(scan.measured.size());
  text += report_line(
      "mask", fmt::format("{:.3g} % masked; not masked: {} dead, {} hot",
                          100 * static_cast<double>(counts.masked) / pixels, counts.dead.size(), counts.hot.size()));
  if (inspection.probe_power)
    text += report_line("probe power",
                        fmt::format("{:.3g} of the measured counts; scaled to them when a reconstruction begins",
                                    *inspection.probe_power));
  return text;
}

std::string axes_text(PositionAxes axes) {
  auto const options = axes_options(read::simplified(axes));
  return options.empty() ? "as in the file" : options;
}

std::string orientation_lines(solver::OrientationCheck const& check) {
  auto const best = check.trials.front().axes;
  auto text = report_line(
      "orientation",
      fmt::format("{}: {}{}; {:.3g} times the misfit for the second, {:.1f} deviations of the others ({} frames)",
                  check.decided() ? "decided" : "not decided", axes_text(best),
                  check.opposite_fits() ? ", or as well " + axes_text(read::opposite(best)) : "", check.ratio(),
                  check.distance(), check.frames));
  for (auto const& trial : check.trials)
    text += report_line("", fmt::format("{:.5f}  {}", trial.misfit, axes_text(trial.axes)));
  if (check.opposite_fits())
    text += report_line("", fmt::format("the opposite fits with object and probe conjugate and turned by 180 degrees: "
                                        "only a known probe{} tells",
                                        check.blind ? "" : " out of focus"));
  return text;
}

std::string scale_lines(solver::ScaleCheck const& check) {
  auto text =
      report_line("scale", fmt::format("{}: {:.3f} with a misfit {:.2g} % lower than of the file's",
                                       check.decided() ? "decided" : "not decided", check.best, 100 * check.gain));
  for (auto const& trial : check.trials)
    text += report_line("", fmt::format("{:.5f}  {:.2f}", trial.misfit, trial.scale));
  return text;
}

}  // namespace

std::string inspection_report(Scan const& scan, inspect::Inspection const& inspection,
                              std::vector<Warning> const& warnings, std::vector<std::string> const& notes) {
  auto text = scan_report(scan, notes) + positions_lines(scan, inspection) + counts_lines(scan, inspection);
  if (inspection.orientation) text += orientation_lines(*inspection.orientation);
  if (inspection.scale) text += scale_lines(*inspection.scale);
  for (auto const& warning : warnings)
    text += report_line("warning", warning.what) + report_line("", "-> " + warning.remedy);
  if (warnings.empty()) text += report_line("warnings", "none");
  return text;
}

}  // namespace ptyger::app
