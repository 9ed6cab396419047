#pragma once

#include <string>

#include "read/formats/format.hpp"

namespace ptyger::read {

/// Frames in the dataset dp, and positions, probe and object's pixel in the product layout of ptychodus and pty-chi, in
/// one file or two. Positions are patch centres; probe_position_indexes has the number of the frame of each position.
std::string missing_in_dp_product(Inputs const& inputs);
Finding find_dp_product(Inputs const& inputs, ReadOptions const& options);

/// Reads positions, numbers of frames, probe and geometry from the product file among the inputs into a finding that
/// has frames already.
void read_product(Inputs const& inputs, ReadOptions const& options, Finding& finding);

/// What the inputs lack to have a product file, in words for the user; empty when they have one.
std::string missing_in_product(Inputs const& inputs);

/// For inputs in which no scan was found: sentences, with a blank at the end, that an input is a product file and which
/// file it lacks; empty when no input is a product file, and when an input has frames.
std::string product_without_frames(Inputs const& inputs);

}  // namespace ptyger::read
