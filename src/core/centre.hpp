#pragma once

#include <algorithm>
#include <cstddef>

namespace ptyger::core {
namespace detail {

/// Rotates one image of size x size pixels, rows and columns, so that [first][first] comes to [0][0].
template <class T>
void rotate_image(T* image, std::size_t size, std::size_t first) {
  for (std::size_t row = 0; row < size; ++row)
    std::rotate(image + row * size, image + row * size + first, image + (row + 1) * size);
  std::rotate(image, image + first * size, image + size * size);
}

}  // namespace detail

/// Rotates one image of size x size pixels so that its centre [size/2][size/2] comes to the corner [0][0].
template <class T>
void centre_to_corner(T* image, std::size_t size) {
  detail::rotate_image(image, size, size / 2);
}

/// The other way.
template <class T>
void corner_to_centre(T* image, std::size_t size) {
  detail::rotate_image(image, size, size - size / 2);
}

}  // namespace ptyger::core
