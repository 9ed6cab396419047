#include "app/automatic_settings.hpp"

#include <fmt/format.h>

#include <sstream>

#include "core/interrupt.hpp"

namespace ptyger::app {
namespace {

/// Place of the line that begins with `start`; npos: there is none.
std::size_t find_line(std::string const& toml, std::string const& start) {
  return ("\n" + toml).find("\n" + start);
}

/// Replaces the line of a key that begins with `start` by another text, if there is one. Returns whether there is.
bool replace_line(std::string& toml, std::string const& start, std::string const& by) {
  auto const at = find_line(toml, start);
  if (at == std::string::npos) return false;
  toml.replace(at, toml.find('\n', at) - at + 1, by);
  return true;
}

}  // namespace

std::string chosen_toml(ChosenSettings const& settings, Automatic automatic) {
  auto const& chosen = settings.options;
  std::string text;
  if (settings.probe_defocus_m) text += fmt::format("probe-defocus = {:.4g}\n", *settings.probe_defocus_m);
  if (automatic.noise) text += fmt::format("noise = '{}'\n", to_word(chosen.noise));
  if (automatic.sampling) text += fmt::format("sampling = '{}'\n", to_word(chosen.sampling));
  if (automatic.probe_modes) text += fmt::format("probe-modes = {}\n", chosen.probe_modes);
  if (automatic.positions) text += fmt::format("positions = '{}'\n", chosen.refine.positions ? "refine" : "fixed");
  if (automatic.smoothness) text += fmt::format("smooth = {:.2g}\n", chosen.smoothness);
  if (automatic.edge_threshold) text += fmt::format("edges = {:.2g}\n", chosen.edge_threshold);
  return text;
}

Choice choose_for_run(Scan& scan, Options const& options, Automatic automatic,
                      std::function<void(std::string const&, bool)> const& tell) {
  Observer observer;
  observer.on_message = [&](std::string const& text) { tell(text, text.starts_with("--")); };
  observer.stop_requested = core::interrupt_came;
  Choice choice{choose_settings(scan, options, automatic, observer), {}};
  if (!observer.stop_requested()) choice.toml = chosen_toml(choice.settings, automatic);
  return choice;
}

void use_chosen(std::string& options_toml, std::string const& chosen) {
  bool const chooses_smoothness = find_line(options_toml, "smooth = 'auto'\n") != std::string::npos;
  std::istringstream lines(chosen);
  for (std::string line; std::getline(lines, line);) {
    auto const key = line.substr(0, line.find(' '));
    if (key == "edges" && !chooses_smoothness) continue;  // a given weight has no edges unless they are given
    if (!replace_line(options_toml, key + " = 'auto'\n", line + "\n")) continue;
    // Options that contradict the choice would make the text invalid.
    if (line == "positions = 'fixed'") replace_line(options_toml, "max-drift = ", "");
    if (line == "probe-modes = 1") replace_line(options_toml, "mode-start = ", "");
  }
}

}  // namespace ptyger::app
