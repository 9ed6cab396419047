#pragma once

#include <string>

#include "ptyger/choose_settings.hpp"

namespace ptyger::app {

/// The options of `ptyger reconstruct` for settings that choose_settings() has chosen, as TOML.
std::string chosen_toml(Options const& chosen, Automatic automatic);

/// Puts the values of chosen_toml() into the TOML of all options, for options whose value there is 'auto'.
void use_chosen(std::string& options_toml, std::string const& chosen);

}  // namespace ptyger::app
