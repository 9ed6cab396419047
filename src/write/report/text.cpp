#include "write/report/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ptyger::write {

std::string colour_bar_html(double low, double high, std::string const& unit, Colour (*colour)(double)) {
  constexpr int stops = 24;
  std::string gradient;
  for (int i = 0; i <= stops; ++i) gradient += "," + css_colour(colour(static_cast<double>(i) / stops));
  double const range = std::max(high - low, 1e-12);
  int const decimals = std::clamp(2 - static_cast<int>(std::floor(std::log10(range))), 0, 12);
  auto const number = [&](double value) {
    return fmt::format("{:.{}f}", std::abs(value) < 1e-6 * range ? 0.0 : value, decimals);
  };
  return fmt::format(
      "<div class=\"bar\"><div style=\"background:linear-gradient(90deg{})\"></div>"
      "<span>{}</span><span>{} {}</span><span>{}</span></div>\n",
      gradient, number(low), number((low + high) / 2), escape_html(unit), number(high));
}

std::string section(std::string const& id, std::string const& heading, std::string const& content) {
  return fmt::format(
      "<section id=\"{0}\" aria-labelledby=\"{0}-heading\">\n<h2 id=\"{0}-heading\">{1}</h2>\n{2}</section>\n", id,
      escape_html(heading), content);
}

}  // namespace ptyger::write
