#pragma once

#include <string>

#include "campaign/projection.hpp"
#include "prepare/reconstruct_settings.hpp"

namespace CLI {
class App;
}

namespace ptyger::app {

/// Settings with which one projection of a campaign is reconstructed.
struct ProjectionSettings {
  prepare::ReconstructSettings reconstruct;
  std::string toml;  ///< the settings for `ptyger reconstruct --config`
};

/// The settings of a projection. probe, init: values of --probe and --init; empty: the values in the options of the
/// projection. Throws InputError naming the projection when its options contradict each other.
ProjectionSettings projection_settings(campaign::Projection const& projection, std::string const& probe,
                                       std::string const& init);

/// Sets the options and the key of a projection from two TOML texts: its own options win over the shared options.
/// where: name of `own_toml` in errors.
void set_options(campaign::Projection& projection, std::string const& own_toml, std::string const& shared_toml,
                 std::string const& where);

/// The solver's options that a command was given, as TOML. Defaults are left out, because they could contradict the own
/// options of a projection.
std::string given_solver_toml(CLI::App const& command);

}  // namespace ptyger::app
