#pragma once

#include <functional>
#include <string>

#include "ptyger/choose_settings.hpp"
#include "tuning/trials.hpp"

namespace ptyger::tuning {

/// Chooses the number of probe modes and whether positions are refined, by the misfit of held-out pixels. Calls `tell`
/// with each choice and its reason. Returns the last trial with the chosen model.
Trial choose_model(Trials& trials, Automatic automatic, std::function<void(std::string const&)> const& tell);

}  // namespace ptyger::tuning
