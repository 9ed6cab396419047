#pragma once

#include "ptyger/reconstruct.hpp"

namespace ptyger::solver {

/// A misfit above the misfit of an empty object means that the images do not explain the frames: positions, orientation
/// or geometry are wrong. InputError when the run ended by itself, else a message.
void check_misfit(Scan const& scan, Options const& options, Observer const& observer, Result const& result);

}  // namespace ptyger::solver
