#pragma once

#include <string>

#include "read/formats/format.hpp"

namespace ptyger::read {

/// Frames in the dataset dp, positions, probe and object's pixel in the product layout of ptychodus and pty-chi, in
/// one file or two. Positions are patch centres; probe_position_indexes says which frame each belongs to.
std::string missing_in_dp_product(Inputs const& inputs);
Finding find_dp_product(Inputs const& inputs, ReadOptions const& options);

/// Positions, numbers of frames, probe and geometry of the product file among the inputs, for frames that are found.
void take_product(Inputs const& inputs, ReadOptions const& options, Finding& finding);

/// What the inputs lack of a product file.
std::string missing_in_product(Inputs const& inputs);

/// For inputs that are no scan: that one of them is a product and what it needs beside it, a sentence or two and a
/// blank; empty when none is, or when there are frames that could be its own.
std::string product_without_frames(Inputs const& inputs);

}  // namespace ptyger::read
