#include <fmt/format.h>

#include <numbers>

#include "write/picture/colour_map.hpp"
#include "write/picture/figure.hpp"
#include "write/picture/pictures.hpp"
#include "write/picture/probe_view.hpp"

namespace ptyger::write {

namespace {

/// The first modes of all probes of a scan.
ProbeModes probes_of_scans(Result const& result) {
  auto const first = result.probe.values.begin();
  auto const image = static_cast<std::ptrdiff_t>(result.probe.size * result.probe.size);
  ProbeModes probes{1 + result.variation.modes, result.probe.size, {first, first + image}};
  for (std::size_t i = 0; i < result.variation.values.size(); ++i)
    probes.values.push_back(first[static_cast<std::ptrdiff_t>(i) % image] + result.variation.values[i]);
  return probes;
}

}  // namespace

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
  number = 0;
  if (!scan.probe_of_frame.empty())
    for (auto& first_mode : mode_views(probes_of_scans(result)))
      figure.panels.push_back(
          {fmt::format("first mode of scan {}", ++number), probe.size, probe.size, std::move(first_mode.pixels)});
  figure.bars.push_back({"phase, rad", -pi, pi, phase_colour});
  figure.bars.push_back({"amplitude, a.u.", 0, 1, brightness_colour});
  return compose(figure);
}

}  // namespace ptyger::write
