#include <fmt/format.h>

#include <numbers>

#include "write/picture/colour_map.hpp"
#include "write/picture/figure.hpp"
#include "write/picture/pictures.hpp"
#include "write/picture/probe_view.hpp"

namespace ptyger::write {

Drawing probe_picture(Scan const& scan, Result const& result) {
  constexpr double pi = std::numbers::pi;
  auto const& probe = result.probe;
  Figure figure{probe.modes == 1 ? "Probe" : "Probe modes and their share of the power",
                {},
                {},
                scan.pixel_row_m,
                scan.pixel_col_m,
                result_note(scan, result)};
  int number = 0;
  for (auto& mode : mode_views(probe)) {
    auto caption = probe.modes > 1 ? fmt::format("{}: {:.1f} %", ++number, 100 * mode.share) : std::string();
    figure.panels.push_back({std::move(caption), probe.size, probe.size, std::move(mode.pixels)});
  }
  figure.bars.push_back({"phase, rad", -pi, pi, phase_colour});
  figure.bars.push_back({"amplitude, a.u.", 0, 1, brightness_colour});
  return compose(figure);
}

}  // namespace ptyger::write
