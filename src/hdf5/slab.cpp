#include "hdf5/slab.hpp"

#include <algorithm>
#include <cstring>

#include "core/expect.hpp"

namespace ptyger::hdf5 {

Slab rows_of(Shape const& shape, std::size_t first, std::size_t number) {
  Slab rows{Shape(shape.size()), shape};
  if (shape.empty()) return rows;
  core::expect(first + number <= shape[0], "rows of a dataset outside its shape");
  rows.first[0] = first;
  rows.extent[0] = number;
  return rows;
}

Slab intersection(Slab const& a, Slab const& b) {
  Slab common = a;
  for (std::size_t axis = 0; axis < a.first.size(); ++axis) {
    std::size_t const end = std::min(a.first[axis] + a.extent[axis], b.first[axis] + b.extent[axis]);
    common.first[axis] = std::max(a.first[axis], b.first[axis]);
    common.extent[axis] = end > common.first[axis] ? end - common.first[axis] : 0;
  }
  return common;
}

bool is_contiguous(Slab const& part, Slab const& whole) {
  std::size_t axis = part.extent.size();
  while (axis > 0 && part.extent[axis - 1] == whole.extent[axis - 1]) --axis;
  return std::all_of(part.extent.begin(), part.extent.begin() + static_cast<std::ptrdiff_t>(axis > 0 ? axis - 1 : 0),
                     [](std::size_t extent) { return extent == 1; });
}

std::size_t offset_in(Slab const& whole, Slab const& part) {
  std::size_t offset = 0;
  for (std::size_t axis = 0; axis < whole.extent.size(); ++axis)
    offset = offset * whole.extent[axis] + part.first[axis] - whole.first[axis];
  return offset;
}

void copy_part(Slab const& part, unsigned char const* from, Slab const& from_slab, unsigned char* to,
               Slab const& to_slab, std::size_t element_bytes) {
  std::size_t const lines = count(part.extent) / std::max<std::size_t>(1, part.extent.back());
  Slab line = part;
  for (std::size_t number = 0; number < lines; ++number) {
    std::size_t rest = number;
    for (std::size_t axis = part.extent.size() - 1; axis-- > 0; rest /= part.extent[axis])
      line.first[axis] = part.first[axis] + rest % part.extent[axis];
    std::memcpy(to + offset_in(to_slab, line) * element_bytes, from + offset_in(from_slab, line) * element_bytes,
                part.extent.back() * element_bytes);
  }
}

}  // namespace ptyger::hdf5
