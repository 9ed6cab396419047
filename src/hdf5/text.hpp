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

/// Reads one string of fixed or variable length. `file_type`: its type in the file. `read(memory_type, buffer)` copies
/// the string into the buffer. InputError when `read` fails.
std::string read_text(hid_t file_type, std::string const& where, std::function<herr_t(hid_t, void*)> const& read);

/// The text that an HDF5 function writes: ssize_t call(char* buffer, std::size_t size), which gives the length when the
/// buffer is null. CallError when it fails; `name` is the name of the function.
template <class Call>
std::string text_of(Call&& call, char const* name, std::string const& where) {
  auto const length = check(call(nullptr, std::size_t{0}), name, where);
  std::vector<char> text(static_cast<std::size_t>(length) + 1);
  check(call(text.data(), text.size()), name, where);
  return text.data();
}

}  // namespace ptyger::hdf5
