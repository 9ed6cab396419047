#pragma once

#include <string>

#include "hdf5/handle.hpp"
#include "hdf5/types.hpp"
#include "tests/fuzz/choices.hpp"

namespace ptyger::fuzz {

/// Any type of HDF5 that a dataset or an attribute may have.
hdf5::TypeHandle choose_type(Choices& choices);

/// A dataspace like this shape, or far from it: of another rank, empty, null, or beyond any memory.
hdf5::SpaceHandle choose_space(Choices& choices, hdf5::Shape const& near);

/// Puts a dataset of any type, shape and storage in the place of what has this name. Its values are its fill value, so
/// that it takes no room in the file whatever its shape.
void make_dataset(hid_t file, std::string const& name, hdf5::Shape const& near, Choices& choices);

/// The same with a dataset that takes its values from others: of this file, of a missing one, or from itself.
void make_virtual(hid_t file, std::string const& name, std::string const& source, hdf5::Shape const& near,
                  Choices& choices);

/// The extents of a dataset; empty when there is none of this name.
hdf5::Shape shape_of(hid_t file, std::string const& name);

}  // namespace ptyger::fuzz
