#pragma once

#include <algorithm>
#include <cstddef>

namespace ptyger::read {

/// Rotates one image of size x size pixels so that [size/2][size/2] comes to [0][0].
template <class T>
void centre_to_corner(T* image, std::size_t size) {
  std::size_t const half = size / 2;
  for (std::size_t row = 0; row < size; ++row)
    std::rotate(image + row * size, image + row * size + half, image + (row + 1) * size);
  std::rotate(image, image + half * size, image + size * size);
}

}  // namespace ptyger::read
