#pragma once

#include <string>

#include "hdf5/handle.hpp"
#include "hdf5/types.hpp"
#include "tests/fuzz/choices.hpp"

namespace ptyger::fuzz {

/// Any HDF5 type of a dataset or an attribute.
hdf5::TypeHandle choose_type(Choices& choices);

/// A dataspace of the shape `near`, or of another rank, empty, null, or larger than any memory.
hdf5::SpaceHandle choose_space(Choices& choices, hdf5::Shape const& near);

/// Replaces the object of this name by a dataset of any type and storage, and of the shape of choose_space(). Its
/// values are its fill value, so that it takes no space in the file.
void make_dataset(hid_t file, std::string const& name, hdf5::Shape const& near, Choices& choices);

/// Replaces the object of this name by a virtual dataset with sources in this file, in a missing file, or itself.
void make_virtual(hid_t file, std::string const& name, std::string const& source, hdf5::Shape const& near,
                  Choices& choices);

/// The extents of a dataset; empty when there is no dataset of this name.
hdf5::Shape shape_of(hid_t file, std::string const& name);

}  // namespace ptyger::fuzz
