#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "write/report/parts.hpp"
#include "write/report/plot.hpp"
#include "write/report/text.hpp"

namespace ptyger::write {
namespace {

/// Line and points of one phase as SVG; the line begins at the last record of the previous phase.
std::string curve(ReportPlot const& plot, std::vector<HistoryRecord> const& records, Phase phase,
                  char const* misfit = "NRMSE") {
  std::string line;
  std::string points;
  HistoryRecord const* previous = nullptr;
  for (auto const& record : records) {
    if (record.phase == phase) {
      if (line.empty() && previous != nullptr)
        line = path_command('M', plot.x(previous->transforms), plot.y(previous->nrmse));
      line += path_command(line.empty() ? 'M' : 'L', plot.x(record.transforms), plot.y(record.nrmse));
      points += fmt::format(
          "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\"><title>{} {}: {} {:.5g} after {:.4g} transforms</title>"
          "</circle>",
          plot.x(record.transforms), plot.y(record.nrmse), records.size() > 80 ? 2 : 3.5, to_word(phase),
          record.iteration, misfit, record.nrmse, record.transforms);
    }
    previous = &record;
  }
  if (points.empty()) return "";
  return fmt::format("<g class=\"{}\"><path d=\"{}\"/>{}</g>", to_word(phase), line, points);
}

ReportPlot convergence_axes(std::vector<HistoryRecord> const& records) {
  double most_transforms = 1;
  double low = records.front().nrmse;
  double high = low;
  for (auto const& record : records) {
    most_transforms = std::max(most_transforms, record.transforms);
    low = std::min(low, record.nrmse);
    high = std::max(high, record.nrmse);
  }
  double const spread = std::max(high - low, 0.02 * high + 1e-6);
  return {0,
          1.02 * most_transforms,
          std::max(std::min(0.0, low), low - 0.08 * spread),
          low + 1.08 * spread,
          "2-D transforms per frame and mode",
          "NRMSE"};
}

/// The record whose images are the result.
HistoryRecord const& kept_record(std::vector<HistoryRecord> const& records, Result const& result) {
  for (auto const& record : records)
    if (record.phase == Phase::cg && record.iteration == result.kept_iteration) return record;
  return records.back();
}

/// A line at the record whose images are the result.
std::string mark(ReportPlot const& plot, HistoryRecord const& kept) {
  return fmt::format("<path class=\"mark\" d=\"M{:.1f} {}V{}\"/>", plot.x(kept.transforms), ReportPlot::top,
                     plot.height - ReportPlot::bottom);
}

/// A plot of the misfit of the held-out pixels over the same axis; "" when none are held out.
std::string held_out_plot(std::vector<HistoryRecord> const& records, ReportPlot const& axes,
                          HistoryRecord const& kept) {
  // The start has another objective than Poisson noise.
  std::vector<HistoryRecord> held_out;
  std::copy_if(records.begin(), records.end(), std::back_inserter(held_out),
               [](auto const& record) { return record.phase == Phase::cg && record.held_out; });
  if (held_out.empty()) return "";
  for (auto& record : held_out) record.nrmse = *record.held_out;
  auto plot = convergence_axes(held_out);
  plot.x_high = axes.x_high;
  plot.y_name = "Mean misfit of a held-out pixel";
  plot.height = 220;
  return plot.svg("Misfit of the held-out pixels", mark(plot, kept) + curve(plot, held_out, Phase::cg, "misfit"));
}

/// A table of all records.
std::string record_table(std::vector<HistoryRecord> const& history) {
  bool const held_out =
      std::any_of(history.begin(), history.end(), [](auto const& r) { return r.held_out.has_value(); });
  std::string html =
      "<details><summary>All records</summary><div class=\"wide\"><table><thead><tr><th>phase<th>number"
      "<th>transforms<th>objective<th>NRMSE<th>R-factor<th>step<th>seconds";
  html += held_out ? "<th>held out</tr></thead><tbody>\n" : "</tr></thead><tbody>\n";
  for (auto const& record : history) {
    html += fmt::format("<tr><td>{}{}<td>{}<td>{:.4g}<td>{:.6g}<td>{:.5g}<td>{:.5g}<td>{:.3g}<td>{:.3g}",
                        to_word(record.phase), record.restart ? ", restart" : "", record.iteration, record.transforms,
                        record.objective, record.nrmse, record.r_factor, record.step, record.seconds);
    if (held_out) html += record.held_out ? fmt::format("<td>{:.6g}", *record.held_out) : "<td>";
    html += "</tr>\n";
  }
  return html + "</tbody></table></div></details>\n";
}

}  // namespace

std::string convergence_section(Result const& result) {
  std::vector<HistoryRecord> records;
  std::copy_if(result.history.begin(), result.history.end(), std::back_inserter(records),
               [](auto const& record) { return record.phase != Phase::search && std::isfinite(record.nrmse); });
  if (records.empty()) return "";
  auto const plot = convergence_axes(records);
  auto const label = fmt::format("NRMSE falls from {:.4g} to {:.4g} in {} epochs and iterations", records.front().nrmse,
                                 records.back().nrmse, records.size());
  auto const kept = kept_record(records, result);
  return section(
      "convergence", "Convergence",
      "<p class=\"key\"><span class=\"start\">start</span> <span class=\"cg\">conjugate gradients</span>" +
          fmt::format(" The line marks the result, {} {}.</p>\n", kept.phase == Phase::cg ? "iteration" : "epoch",
                      kept.iteration) +
          plot.svg(label, mark(plot, kept) + curve(plot, records, Phase::start) + curve(plot, records, Phase::cg)) +
          held_out_plot(records, plot, kept) + record_table(result.history));
}

std::string intensities_section(Result const& result) {
  auto const& values = result.intensities;
  if (values.empty()) return "";
  auto const [low, high] = std::minmax_element(values.begin(), values.end());
  double const margin = std::max(0.05 * (*high - *low), 1e-3);
  ReportPlot const plot{0,
                        std::max(1.0, static_cast<double>(values.size() - 1)),
                        *low - margin,
                        *high + margin,
                        "frame",
                        "brightness (1 on average)",
                        260};
  double squares = 0;
  std::string points;
  for (std::size_t i = 0; i < values.size(); ++i) {
    squares += (values[i] - 1) * (values[i] - 1);
    points += path_command('M', plot.x(static_cast<double>(i)), plot.y(values[i])) + "h0";
  }
  double const rms = std::sqrt(squares / static_cast<double>(values.size()));
  return section("intensities", "Brightness of the frames",
                 fmt::format("<p>Fitted for each frame; {:.2f} % rms around 1.</p>\n", 100 * rms) +
                     plot.svg("Brightness of each frame", "<path class=\"dots\" d=\"" + points + "\"/>"));
}

std::string timings_section(Result const& result) {
  std::vector<std::pair<std::string, double>> stages(result.timings.begin(), result.timings.end());
  std::stable_sort(stages.begin(), stages.end(), [](auto const& a, auto const& b) { return a.second > b.second; });
  double total = 0;
  for (auto const& [stage, seconds] : stages) total += seconds;
  if (!(total > 0)) return "";
  std::string html = "<table class=\"bars\"><tbody>\n";
  for (auto const& [stage, seconds] : stages)
    html += fmt::format(
        "<tr><th scope=\"row\">{}<td>{:.3g} s<td class=\"track\"><i style=\"width:{:.2f}%\"></i>"
        "<td>{:.1f} %</tr>\n",
        escape_html(stage), seconds, 100 * seconds / stages.front().second, 100 * seconds / total);
  return section("timings", "Time by stage", html + "</tbody></table>\n");
}

}  // namespace ptyger::write
