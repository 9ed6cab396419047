#pragma once

#include <algorithm>
#include <bit>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

namespace ptyger::test {

/// The bytes of a number.
template <class T>
std::string bytes_of_value(T value, bool big_endian = false) {
  std::string bytes(sizeof(T), '\0');
  std::memcpy(bytes.data(), &value, sizeof(T));
  if (big_endian != (std::endian::native == std::endian::big)) std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

/// The bytes of numbers, one after the other.
template <class T>
std::string bytes_of_values(std::vector<T> const& values, bool big_endian = false) {
  std::string bytes;
  for (T const value : values) bytes += bytes_of_value(value, big_endian);
  return bytes;
}

/// Writes a file, and gives its path.
inline std::string write_bytes(std::string const& path, std::string const& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

/// The bytes with those from `at` on replaced.
inline std::string with_bytes(std::string bytes, std::size_t at, std::string const& other) {
  return bytes.replace(at, other.size(), other);
}

/// A NumPy array. shape: "(2, 3)".
inline std::string npy(std::string const& descr, std::string const& shape, std::string const& values,
                       bool fortran_order = false, char version = 1) {
  std::string const quoted = descr.starts_with('[') ? descr : "'" + descr + "'";
  std::string header = "{'descr': " + quoted + ", 'fortran_order': " + (fortran_order ? "True" : "False") +
                       ", 'shape': " + shape + ", }";
  std::size_t const before = version == 1 ? 10 : 12;
  header.append(63 - (before + header.size()) % 64, ' ').append("\n");
  auto const length = version == 1 ? bytes_of_value(static_cast<std::uint16_t>(header.size()))
                                   : bytes_of_value(static_cast<std::uint32_t>(header.size()));
  return std::string("\x93NUMPY") + version + '\0' + length + header + values;
}

}  // namespace ptyger::test
