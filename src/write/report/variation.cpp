#include <fmt/format.h>

#include <numeric>

#include "write/drawing/markup.hpp"
#include "write/drawing/svg.hpp"
#include "write/picture/pictures.hpp"
#include "write/probe_variation.hpp"
#include "write/report/parts.hpp"
#include "write/report/text.hpp"

namespace ptyger::write {

std::string variation_section(Scan const& scan, Result const& result) {
  if (!varies(scan, result)) return "";
  auto const powers = variation_powers(result);
  return section("variation", "Variation of the probe",
                 fmt::format("<p>The first mode of each frame is the mean probe and its shares of {} variation probes, "
                             "which have {:.2g} % of the power of the mean.</p>\n<p><img class=\"figure\" "
                             "alt=\"Brightness and shares of each frame\" src=\"data:image/svg+xml;base64,{}\"></p>\n",
                             powers.size(), 100 * std::accumulate(powers.begin(), powers.end(), 0.0),
                             base64(svg(variation_picture(scan, result)))));
}

}  // namespace ptyger::write
