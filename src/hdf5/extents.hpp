#pragma once

#include <cstddef>
#include <string>

#include "hdf5/handle.hpp"
#include "hdf5/slab.hpp"
#include "hdf5/types.hpp"

namespace ptyger::hdf5 {

/// Extents of a dataspace.
Shape extents(hid_t space);

/// "(516, 128, 128)", "()" for a scalar.
std::string to_string(Shape const& shape);

/// A dataspace of this shape; a scalar for an empty one.
SpaceHandle make_space(Shape const& shape);

/// Selects a slab of `file_space`, and gives the dataspace of a buffer for its elements. `where`: file and dataset, for
/// messages.
SpaceHandle select_slab(hid_t file_space, Slab const& slab, std::string const& where);

/// select_slab() for the entries [first, first + number) along the first axis of `file_space`, which has this shape.
/// PreconditionError (debug) when the entries lie outside of the shape.
SpaceHandle select_rows(hid_t file_space, Shape const& shape, std::size_t first, std::size_t number,
                        std::string const& where);

}  // namespace ptyger::hdf5
