#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "write/colour_map.hpp"
#include "write/figure.hpp"
#include "write/pictures.hpp"

namespace ptyger {
namespace {

std::vector<double> mode_powers(ProbeModes const& probe) {
  std::vector<double> powers(probe.modes, 0.0);
  std::size_t const pixels = probe.size * probe.size;
  for (std::size_t i = 0; i < probe.values.size(); ++i) powers[i / pixels] += std::norm(probe.values[i]);
  return powers;
}

/// Amplitude that is drawn at full brightness: a thousandth of the pixels, such as hot ones, lie above it.
double bright_amplitude(ProbeModes const& probe, std::size_t mode) {
  std::size_t const pixels = probe.size * probe.size;
  std::vector<double> amplitudes;
  for (std::size_t i = mode * pixels; i < (mode + 1) * pixels; ++i) amplitudes.push_back(std::abs(probe.values[i]));
  auto const place = amplitudes.begin() + static_cast<std::ptrdiff_t>(0.999 * static_cast<double>(pixels - 1));
  std::nth_element(amplitudes.begin(), place, amplitudes.end());
  return std::max(*place, std::numeric_limits<double>::min());
}

Panel mode_panel(ProbeModes const& probe, std::size_t mode, double share) {
  std::size_t const pixels = probe.size * probe.size;
  auto const first = probe.values.begin() + static_cast<std::ptrdiff_t>(mode * pixels);
  double const full = bright_amplitude(probe, mode);
  Panel panel{probe.modes > 1 ? fmt::format("{}: {:.1f} %", mode + 1, 100 * share) : "", probe.size, probe.size, {}};
  std::for_each_n(first, pixels,
                  [&](auto value) { panel.pixels.push_back(complex_colour(std::arg(value), std::abs(value) / full)); });
  return panel;
}

}  // namespace

Canvas probe_picture(Scan const& scan, Result const& result) {
  constexpr double pi = std::numbers::pi;
  Figure figure{
      result.probe.modes == 1 ? "Probe" : "Probe modes and their share of the power", {}, {}, scan.pixel_col_m};
  std::vector<double> const powers = mode_powers(result.probe);
  double total = 0;
  for (double const power : powers) total += power;
  for (std::size_t mode = 0; mode < result.probe.modes; ++mode)
    figure.panels.push_back(mode_panel(result.probe, mode, total > 0 ? powers[mode] / total : 0));
  figure.bars.push_back({"rad", -pi, pi, [](double f) { return complex_colour((2 * f - 1) * pi, 1); }});
  figure.bars.push_back({"a.u.", 0, 1, brightness_colour});
  return compose(figure);
}

}  // namespace ptyger
