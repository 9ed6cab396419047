#pragma once

#include "model/placement.hpp"
#include "ptyger/checkpoint.hpp"

namespace ptyger::solver {

/// A checkpoint with the shapes and options of a run on a scan, without images and history.
Checkpoint make_checkpoint(Scan const& scan, model::Placement const& placement, Options const& options, int devices);

/// Allocates the images, all zeros.
void make_images(Checkpoint& checkpoint);

/// Frees the images and the history.
void clear_images(Checkpoint& checkpoint);

/// Throws InputError when a run cannot go on from a checkpoint. expected: checkpoint of this run, as make_checkpoint()
/// makes it. Refuses a checkpoint of another scan or other options, and one whose images or history are incomplete.
void check_resume(Checkpoint const& from, Checkpoint const& expected);

}  // namespace ptyger::solver
