#pragma once

#include <hdf5.h>

#include <functional>
#include <string>
#include <vector>

#include "hdf5/failure.hpp"
#include "hdf5/handle.hpp"

namespace ptyger::hdf5 {

/// UTF-8 string of variable length, as h5py writes str.
TypeHandle variable_text_type();

/// UTF-8 string of exactly this many bytes, padded with zeros.
TypeHandle fixed_text_type(std::size_t bytes);

/// Reads one string of the given file type, fixed or variable; `read` copies it as the type passed to the address
/// passed. InputError when that fails.
std::string read_text(hid_t file_type, std::string const& where, std::function<herr_t(hid_t, void*)> const& read);

/// What a call of HDF5 writes into a buffer whose size it says when there is none: ssize_t call(char*, std::size_t).
/// CallError of that name when it fails.
template <class Call>
std::string text_of(Call&& call, char const* name, std::string const& where) {
  auto const length = check(call(nullptr, std::size_t{0}), name, where);
  std::vector<char> text(static_cast<std::size_t>(length) + 1);
  check(call(text.data(), text.size()), name, where);
  return text.data();
}

}  // namespace ptyger::hdf5
