#include "core/parse_bytes.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <iterator>
#include <string_view>

namespace ptyger::core {

std::size_t parse_bytes(std::string const& text) {
  double number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  std::string unit(end, text.data() + text.size());
  unit.erase(0, unit.find_first_not_of(' '));
  if (error != std::errc{} || !(number > 0)) return 0;
  // whole bytes; 0 for a number that std::size_t cannot hold
  auto const to_size = [](double bytes) { return bytes < 0x1p63 ? static_cast<std::size_t>(bytes) : 0; };
  if (!unit.empty() && (unit.back() == 'B' || unit.back() == 'b')) unit.pop_back();
  bool const binary = !unit.empty() && unit.back() == 'i';
  if (binary) unit.pop_back();
  if (unit.empty()) return binary ? 0 : to_size(number);
  constexpr std::string_view prefixes = "kMGTP";
  auto const power = prefixes.find(unit == "K" ? "k" : unit);
  if (unit.size() != 1 || power == std::string_view::npos) return 0;
  return to_size(number * std::pow(binary ? 1024.0 : 1000.0, static_cast<double>(power + 1)));
}

std::string bytes_text(std::uintmax_t bytes) {
  constexpr char const* units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; value >= 1000 && unit + 1 < std::size(units); ++unit) value /= 1024;
  return fmt::format("{:.3g} {}", value, units[unit]);
}

}  // namespace ptyger::core
