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

namespace {

/// Removes the line of a key.
void remove_line(std::string& toml, std::string const& key) {
  auto const at = ("\n" + toml).find("\n" + key + " = ");
  if (at != std::string::npos) toml.erase(at, toml.find('\n', at) - at + 1);
}

}  // namespace

void use_chosen(std::string& options_toml, std::string const& chosen) {
  std::istringstream lines(chosen);
  for (std::string line; std::getline(lines, line);) {
    auto const open = line.substr(0, line.find(' ')) + " = 'auto'\n";
    auto const at = options_toml.starts_with(open) ? 0 : options_toml.find("\n" + open);
    if (at == std::string::npos) continue;
    options_toml.replace(at == 0 ? 0 : at + 1, open.size(), line + "\n");
    // Options that contradict the choice would make the text invalid.
    if (line == "positions = 'fixed'") remove_line(options_toml, "max-drift");
    if (line == "probe-modes = 1") remove_line(options_toml, "mode-start");
  }
}

}  // namespace ptyger::app
