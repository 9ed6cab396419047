#pragma once

#include <string>

#include "campaign/projection.hpp"
#include "prepare/reconstruct_settings.hpp"

namespace CLI {
class App;
}

namespace ptyger::app {

/// How one projection of a campaign is reconstructed.
struct ProjectionSettings {
  prepare::ReconstructSettings reconstruct;
  std::string toml;  ///< for `ptyger reconstruct --config`
};

/// probe, init: results to begin with, as with --probe and --init; empty: as the options of the projection say.
/// Throws InputError naming the projection when its options contradict each other.
ProjectionSettings projection_settings(campaign::Projection const& projection, std::string const& probe,
                                       std::string const& init);

/// Fills in the options and the key of a projection from TOML texts: its own ones come before those for all.
/// where: names its own ones in errors.
void set_options(campaign::Projection& projection, std::string const& own, std::string const& shared,
                 std::string const& where);

/// The options given to a command that say how a scan is reconstructed, as TOML. Defaults are left out: beside what a
/// projection asks for itself they could contradict it.
std::string given_solver_toml(CLI::App const& command);

}  // namespace ptyger::app
