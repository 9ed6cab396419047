#include "hdf5/unshuffle.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace ptyger::hdf5 {
namespace {

/// Size of an element that the compiler knows.
template <std::size_t bytes>
using Constant = std::integral_constant<std::size_t, bytes>;

/// unshuffle_bytes() for a size of elements that is a number or a Constant.
template <class Size>
void interleave(unsigned char const* in, unsigned char* out, std::size_t elements, Size element_bytes) {
  for (std::size_t k = 0; k < elements; ++k)
    for (std::size_t byte = 0; byte < element_bytes; ++byte) out[k * element_bytes + byte] = in[byte * elements + k];
}

constexpr std::size_t lanes = 8;
using Words [[gnu::vector_size(8 * lanes)]] = std::uint64_t;

/// Exchanges the high bits of `low` with the low bits of `high`: those that `mask` selects after a shift to the right.
void exchange(Words& low, Words& high, int shift, std::uint64_t mask) {
  Words const difference = ((low >> shift) ^ high) & mask;
  high ^= difference;
  low ^= difference << shift;
}

/// One step of the transposition of 8 x 8 items in `rows`: exchanges the off-diagonal blocks of `distance` items.
void exchange_rows(Words* rows, std::size_t distance, int shift, std::uint64_t mask) {
  for (std::size_t row = 0; row < 8; ++row)
    if ((row & distance) == 0) exchange(rows[row], rows[row + distance], shift, mask);
}

/// rows: [bit][lane], 8 bytes a word, each with a bit of 8 elements. Afterwards [column][lane]: words of 8 elements.
void transpose(Words* rows) {
  exchange_rows(rows, 4, 4, 0x0f0f0f0f0f0f0f0fU);  // bits with rows
  exchange_rows(rows, 2, 2, 0x3333333333333333U);
  exchange_rows(rows, 1, 1, 0x5555555555555555U);
  exchange_rows(rows, 4, 32, 0x00000000ffffffffU);  // bytes with rows
  exchange_rows(rows, 2, 16, 0x0000ffff0000ffffU);
  exchange_rows(rows, 1, 8, 0x00ff00ff00ff00ffU);
}

/// Joins the 8 bits of bytes. in: [bit][columns]; out: [column][8 bytes], the bytes of 8 elements.
void join_bits(unsigned char const* in, unsigned char* out, std::size_t columns) {
  constexpr std::size_t step = sizeof(Words);
  for (std::size_t first = 0; first < columns; first += step) {
    std::size_t const size = std::min(step, columns - first);
    Words rows[8] = {};
    for (std::size_t bit = 0; bit < 8; ++bit) std::memcpy(&rows[bit], in + bit * columns + first, size);
    transpose(rows);
    for (std::size_t column = 0; column < size; ++column) {
      std::uint64_t const word = rows[column % 8][column / 8];
      std::memcpy(out + (first + column) * 8, &word, 8);
    }
  }
}

}  // namespace

void unshuffle_bytes(unsigned char const* in, unsigned char* out, std::size_t elements, std::size_t element_bytes) {
  switch (element_bytes) {
    case 1:
      return interleave(in, out, elements, Constant<1>());
    case 2:
      return interleave(in, out, elements, Constant<2>());
    case 4:
      return interleave(in, out, elements, Constant<4>());
    case 8:
      return interleave(in, out, elements, Constant<8>());
    default:
      return interleave(in, out, elements, element_bytes);
  }
}

void unshuffle_bits(unsigned char const* in, unsigned char* out, unsigned char* scratch, std::size_t elements,
                    std::size_t element_bytes) {
  unsigned char* const bytes = element_bytes == 1 ? out : scratch;
  for (std::size_t byte = 0; byte < element_bytes; ++byte)
    join_bits(in + byte * elements, bytes + byte * elements, elements / 8);
  if (element_bytes > 1) unshuffle_bytes(bytes, out, elements, element_bytes);
}

}  // namespace ptyger::hdf5
