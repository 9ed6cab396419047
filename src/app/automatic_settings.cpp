#include "app/automatic_settings.hpp"

#include <fmt/format.h>

#include <sstream>

namespace ptyger::app {

std::string chosen_toml(Options const& chosen, Automatic automatic) {
  std::string text;
  if (automatic.probe_modes) text += fmt::format("probe-modes = {}\n", chosen.probe_modes);
  if (automatic.positions) text += fmt::format("positions = '{}'\n", chosen.refine.positions ? "refine" : "fixed");
  if (automatic.smoothness) text += fmt::format("smooth = {:.2g}\n", chosen.smoothness);
  return text;
}

void use_chosen(std::string& options_toml, std::string const& chosen) {
  std::istringstream lines(chosen);
  for (std::string line; std::getline(lines, line);) {
    auto const open = line.substr(0, line.find(' ')) + " = 'auto'\n";
    auto const at = options_toml.starts_with(open) ? 0 : options_toml.find("\n" + open);
    if (at == std::string::npos) continue;
    options_toml.replace(at == 0 ? 0 : at + 1, open.size(), line + "\n");
  }
}

}  // namespace ptyger::app
