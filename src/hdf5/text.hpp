#pragma once

#include <hdf5.h>

#include <functional>
#include <string>

#include "hdf5/handle.hpp"

namespace ptyger::hdf5 {

/// UTF-8 string of variable length, as h5py writes str.
TypeHandle variable_text_type();

/// UTF-8 string of exactly this many bytes, padded with zeros.
TypeHandle fixed_text_type(std::size_t bytes);

/// Reads one string of the given file type, fixed or variable; `read` copies it as the type passed to the address
/// passed. InputError when that fails.
std::string read_text(hid_t file_type, std::string const& where, std::function<herr_t(hid_t, void*)> const& read);

}  // namespace ptyger::hdf5
