#pragma once

#include <algorithm>
#include <cstddef>

namespace ptyger::core {
namespace detail {

/// Shifts an image of size x size pixels cyclically in rows and columns, so that pixel [first][first] moves to [0][0].
template <class T>
void shift_image(T* image, std::size_t size, std::size_t first) {
  for (std::size_t row = 0; row < size; ++row)
    std::rotate(image + row * size, image + row * size + first, image + (row + 1) * size);
  std::rotate(image, image + first * size, image + size * size);
}

}  // namespace detail

/// Shifts an image of size x size pixels cyclically, so that its centre [size/2][size/2] moves to the corner [0][0].
template <class T>
void centre_to_corner(T* image, std::size_t size) {
  detail::shift_image(image, size, size / 2);
}

/// Inverse of centre_to_corner(): moves the corner [0][0] to the centre [size/2][size/2].
template <class T>
void corner_to_centre(T* image, std::size_t size) {
  detail::shift_image(image, size, size - size / 2);
}

}  // namespace ptyger::core
