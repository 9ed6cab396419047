#pragma once

#include "model/placement.hpp"
#include "ptyger/checkpoint.hpp"

namespace ptyger::solver {

/// A checkpoint that says what it belongs to and holds nothing yet.
Checkpoint make_checkpoint(model::Placement const& placement, Options const& options, int devices);

/// Makes room for the images, all zeros.
void make_images(Checkpoint& checkpoint);

/// Gives the memory of the images back.
void clear_images(Checkpoint& checkpoint);

/// Throws InputError when a run that is to be as `expected` cannot go on from a checkpoint: what it belongs to differs,
/// or it does not hold what it says.
void check_resume(Checkpoint const& from, Checkpoint const& expected);

}  // namespace ptyger::solver
