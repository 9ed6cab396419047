#include <fmt/format.h>

#include "write/picture/axes.hpp"
#include "write/report/drift.hpp"
#include "write/report/parts.hpp"
#include "write/report/text.hpp"

namespace ptyger::write {
namespace {

/// A row of a table; "" when the value is empty.
std::string row(std::string const& name, std::string const& value) {
  if (value.empty()) return "";
  return fmt::format("<tr><th scope=\"row\">{}<td>{}</tr>\n", escape_html(name), escape_html(value));
}

/// A card of the summary: one number under its name.
std::string card(std::string const& name, std::string const& value) {
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", escape_html(name), escape_html(value));
}

std::string versions_text(std::map<std::string, std::string> const& versions) {
  std::string text;
  for (auto const& [name, version] : versions) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, version);
  return text;
}

std::string beam_text(Scan const& scan) {
  if (!(scan.wavelength_m > 0)) return "";
  auto text = fmt::format("{:.5g} pm", scan.wavelength_m * 1e12);
  if (scan.energy_eV > 0) text += fmt::format(" ({:.5g} keV)", scan.energy_eV / 1e3);
  return text;
}

std::string pixel_text(Scan const& scan) {
  auto const text = [](double metres) { return fmt::format("{:.4g} nm", metres * 1e9); };
  if (scan.pixel_row_m == scan.pixel_col_m) return text(scan.pixel_row_m);
  return text(scan.pixel_row_m) + " × " + text(scan.pixel_col_m);
}

double seconds_of(Result const& result) {
  double seconds = 0;
  for (auto const& record : result.history) seconds += record.seconds;
  return seconds;
}

}  // namespace

std::string ended_html(Result const& result) {
  return fmt::format("<p class=\"state {}\"><b>{}</b> {}</p>\n", result.complete ? "whole" : "broken",
                     result.complete ? "Finished:" : "Interrupted:", escape_html(result.stop_reason));
}

std::string running_html(Result const& result, ResultInfo const& info, int reload_seconds) {
  return fmt::format(
      "<p class=\"state\" data-reload=\"{0}\" data-written=\"{2}\"><b>Running:</b> iteration {1}, reloads every {0} s; "
      "written {2}</p>\n",
      reload_seconds, result.history.empty() ? 0 : result.history.back().iteration, escape_html(info.end_time));
}

std::string summary_html(Scan const& scan, Result const& result, ResultInfo const& info) {
  std::string html = "<dl class=\"cards\">\n";
  html += card("NRMSE", fmt::format("{:.4f}", result.nrmse));
  html += card("R-factor", fmt::format("{:.4f}", result.r_factor));
  if (info.halves) html += card("Resolution of the halves", info.halves->resolution);
  html += card("Frames", fmt::format("{} of {} × {}", scan.frames, scan.detector, scan.detector));
  html += card("Object", fmt::format("{} × {} pixels", result.object.rows, result.object.cols));
  html += card("Object pixel", pixel_text(scan));
  if (auto const beam = beam_text(scan); !beam.empty()) html += card("Wavelength", beam);
  if (scan.near_field)
    html += card("Near field", fmt::format("magnified {:.4g} times, {:.4g} mm", scan.near_field->magnification,
                                           1e3 * scan.near_field->effective_distance_m));
  if (scan.angle_deg) html += card("Angle", fmt::format("{:.6g}°", *scan.angle_deg));
  if (!result.history.empty())
    html +=
        card("Work", fmt::format("{:.4g} transforms, {:.3g} s", result.history.back().transforms, seconds_of(result)));
  if (auto const drift = drift_of(scan, result.positions); drift.largest > 1e-3)
    html += card("Drift", fmt::format("{:.3g} pixels rms", drift.rms));
  return html + "</dl>\n";
}

std::string settings_section(ResultInfo const& info) {
  if (info.options_toml.empty()) return "";
  return section(
      "settings", "Settings",
      "<p>For <code>ptyger reconstruct --config</code>; also in the result file, <code>/ptyger/options</code>."
      "</p>\n<pre tabindex=\"0\">" +
          escape_html(info.options_toml) + "</pre>\n");
}

std::string provenance_section(Scan const& scan, Result const& result, ResultInfo const& info) {
  std::string html = "<div class=\"wide\"><table class=\"facts\"><tbody>\n" + row("Command", info.command_line);
  for (auto const& source : scan.sources) html += row("Source", source);
  for (auto const& note : info.notes) html += row("Note", note);
  html += row("Host", info.host) + row("Begun", info.start_time) +
          row(result.complete ? "Ended" : "Written", info.end_time);
  html += row("Devices", fmt::format("{}{}{}", result.devices, result.partition.empty() ? "" : ", ", result.partition));
  html += row("Memory strategy", result.memory_strategy);
  html += row("Precision", to_word(info.precision));
  if (result.search_transforms > 0)
    html += row("Search of the probe", fmt::format("{:.4g} transforms a frame", result.search_transforms));
  html += row("Versions", versions_text(info.versions));
  return section("provenance", "Provenance", html + "</tbody></table></div>\n");
}

}  // namespace ptyger::write
