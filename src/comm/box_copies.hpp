#pragma once

#include "core/box.hpp"
#include "device/launch.hpp"

namespace ptyger::comm {

/// Direction of a copy between a box of an array and a contiguous buffer.
enum class BoxCopy {
  pack,    ///< copies the array to the buffer
  unpack,  ///< copies the buffer to the array
  add      ///< adds the buffer to the array
};

/// Complex numbers as pairs of reals. Functor for one strip of Extent{1, box.rows, 2 * box.cols}.
template <BoxCopy direction, class Real>
struct CopyBox {
  Real* array;         ///< first real of the box in the array
  std::int64_t pitch;  ///< reals from row to row of the array
  Real* buffer;        ///< [row][col] of the box
  std::int64_t width;  ///< reals of a row of the box

  KOKKOS_FUNCTION void operator()(device::Strip const& strip) const {
    auto* const in_array = array + strip.row * pitch + strip.col;
    auto* const in_buffer = buffer + strip.row * width + strip.col;
    PTYGER_PIXEL_LOOP
    for (int i = 0; i < strip.width; ++i) {
      if constexpr (direction == BoxCopy::pack) in_buffer[i] = in_array[i];
      if constexpr (direction == BoxCopy::unpack) in_array[i] = in_buffer[i];
      if constexpr (direction == BoxCopy::add) in_array[i] += in_buffer[i];
    }
  }
};

/// Starts a copy on the device and does not wait for it. array: complex [row][col] with `cols` columns, as reals; box:
/// pixels of the array, not empty; buffer: 2 * box.pixels() reals.
template <BoxCopy direction, class Exec, class Real>
void copy_box(Exec const& exec, Real* array, int cols, core::Box const& box, Real* buffer) {
  auto const pitch = 2 * std::int64_t{cols};
  CopyBox<direction, Real> const copy{array + box.row * pitch + 2 * std::int64_t{box.col}, pitch, buffer,
                                      2 * std::int64_t{box.cols}};
  device::for_each_strip(exec, "copy a box", device::Extent{1, box.rows, 2 * box.cols}, copy);
}

}  // namespace ptyger::comm
