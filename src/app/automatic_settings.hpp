#pragma once

#include <functional>
#include <string>

#include "ptyger/choose_settings.hpp"

namespace ptyger::app {

/// The options of `ptyger reconstruct` for settings that choose_settings() has chosen, as TOML.
std::string chosen_toml(ChosenSettings const& chosen, Automatic automatic);

/// Settings that were chosen for a run.
struct Choice {
  ChosenSettings settings;
  std::string toml;  ///< chosen_toml(); empty when an interrupt ended the trial runs
};

/// choose_settings() until an interrupt. tell(text, is_choice): a choice and its reason, or another message.
Choice choose_for_run(Scan& scan, Options const& options, Automatic automatic,
                      std::function<void(std::string const&, bool)> const& tell);

/// Puts the values of chosen_toml() into the TOML of all options, for options whose value there is 'auto'.
void use_chosen(std::string& options_toml, std::string const& chosen);

}  // namespace ptyger::app
