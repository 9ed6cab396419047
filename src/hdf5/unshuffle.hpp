#pragma once

#include <cstddef>

namespace ptyger::hdf5 {

/// Undoes the filter "shuffle". in: [byte of an element][element]; out: [element][byte]; both have
/// elements * element_bytes bytes and do not overlap.
void unshuffle_bytes(unsigned char const* in, unsigned char* out, std::size_t elements, std::size_t element_bytes);

/// Undoes the filter "bitshuffle" for one of its blocks. in: [bit of an element][element / 8], the element of the
/// lowest number in the lowest bit; out: [element][byte]. scratch: bytes of the block. elements: a multiple of 8.
void unshuffle_bits(unsigned char const* in, unsigned char* out, unsigned char* scratch, std::size_t elements,
                    std::size_t element_bytes);

}  // namespace ptyger::hdf5
