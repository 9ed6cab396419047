#pragma once

#include <cstddef>

#include "hdf5/types.hpp"

namespace ptyger::hdf5 {

/// A box of elements of a dataset.
struct Slab {
  Shape first;   ///< index of its first element along each axis
  Shape extent;  ///< number of elements along each axis

  /// Whether both slabs have the same elements.
  bool operator==(Slab const&) const = default;
};

/// The entries [first, first + number) along the first axis of a dataset of this shape; of a scalar its element.
/// PreconditionError (debug) when the entries lie outside of the shape.
Slab rows_of(Shape const& shape, std::size_t first, std::size_t number);

/// The elements that two slabs of one rank share; extents of 0 where they share none.
Slab intersection(Slab const& a, Slab const& b);

/// Whether the elements of `part` lie one after the other in an array with the elements of `whole`, in C order.
bool is_contiguous(Slab const& part, Slab const& whole);

/// Number of elements before the first one of `part` in an array with the elements of `whole`.
std::size_t offset_in(Slab const& whole, Slab const& part);

/// Copies the elements of `part` from an array with the elements of `from_slab` to one with those of `to_slab`, in C
/// order. `part` lies in both.
void copy_part(Slab const& part, unsigned char const* from, Slab const& from_slab, unsigned char* to,
               Slab const& to_slab, std::size_t element_bytes);

}  // namespace ptyger::hdf5
