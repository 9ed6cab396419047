#pragma once

#include <string>
#include <vector>

#include "tests/array_files/zip_bytes.hpp"

namespace ptyger::test {

/// Writes the elements of a MATLAB file of version 5.
struct Mat5 {
  bool big_endian = false;

  template <class T>
  std::string number(T value) const {
    return bytes_of_value(value, big_endian);
  }
  std::string element(std::uint32_t type, std::string const& values) const {
    auto padded = values;
    if (type != 15) padded.resize((values.size() + 7) / 8 * 8, '\0');
    return number(type) + number(static_cast<std::uint32_t>(values.size())) + padded;
  }
  /// A real or complex array of a class (6: double, 11: uint16, ...), whose parts have values of this type.
  std::string array(std::string const& name, std::uint32_t class_and_flags, std::vector<std::int32_t> const& extents,
                    std::uint32_t type, std::vector<std::string> const& parts) const {
    std::string inner = element(6, number(class_and_flags) + number(std::uint32_t{0}));
    inner += element(5, bytes_of_values(extents, big_endian)) + element(1, name);
    for (auto const& part : parts) inner += element(type, part);
    return element(14, inner);
  }
  std::string packed(std::string const& array) const { return element(15, deflated(array, 15)); }
  std::string file(std::string const& arrays) const {
    std::string header = "MATLAB 5.0 MAT-file, made by a test";
    header.resize(124, ' ');
    return header + number(std::uint16_t{0x0100}) + number(std::uint16_t{0x4D49}) + arrays;
  }
};

}  // namespace ptyger::test
