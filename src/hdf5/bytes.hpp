#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace ptyger::hdf5 {

/// Bytes that are read, and bytes that are written.
using Bytes = std::span<unsigned char const>;
using MutableBytes = std::span<unsigned char>;

/// The unsigned number in the first bytes of `data`, most significant byte first; `data` must have sizeof(Number)
/// bytes.
template <class Number>
Number big_endian(Bytes data) {
  Number number = 0;
  for (std::size_t k = 0; k < sizeof(Number); ++k) number = static_cast<Number>(number << 8U | data[k]);
  return number;
}

}  // namespace ptyger::hdf5
