#include <fmt/format.h>

#include "core/number_in_file.hpp"
#include "write/drawing/markup.hpp"
#include "write/drawing/svg.hpp"
#include "write/fit_views.hpp"
#include "write/picture/pictures.hpp"
#include "write/report/parts.hpp"
#include "write/report/text.hpp"

namespace ptyger::write {
std::string fit_section(Scan const& scan, Result const& result) {
  auto const& fit = result.fit;
  if (fit.frame_nrmse.empty()) return "";
  double const median = median_misfit(fit);
  std::string rows;
  for (auto const frame : worst_frames(fit)) {
    rows += fmt::format("<tr><td>{}</td><td>{:.4f}</td><td>{:.2f}</td></tr>\n", core::number_in_file(scan, frame),
                        fit.frame_nrmse[frame], fit.frame_nrmse[frame] / median);
  }
  auto const far = outliers(fit);
  auto const advice = far.empty() ? std::string()
                                  : fmt::format(
                                        "; <code>--skip-frames {}</code> leaves out those that fit {:g} times worse "
                                        "than most",
                                        numbers_in_file(scan, far), far_worse);
  return section(
      "fit", "Fit of frames and patterns",
      fmt::format("<p><img class=\"figure\" alt=\"Mean patterns, and the misfit of each frame on the sample\" "
                  "src=\"data:image/svg+xml;base64,{}\"></p>\n<p>The frames that fit worst{}"
                  ".</p>\n<div class=\"wide\"><table>\n<thead>"
                  "<tr><th>Frame</th><th>Misfit</th><th>Times the median</th></tr></thead>\n<tbody>\n{}"
                  "</tbody></table></div>\n",
                  base64(svg(fit_picture(scan, result))), advice, rows));
}

}  // namespace ptyger::write
