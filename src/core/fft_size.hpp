#pragma once

#include <cstddef>

namespace ptyger::core {

/// Largest prime factor of a positive number of pixels; 1 for one pixel. Transforms of n x n pixels are fast when the
/// factor is at most 7: FFTW and cuFFT have kernels for the factors 2, 3, 5 and 7, and are several times slower for
/// large factors.
constexpr std::size_t largest_prime_factor(std::size_t pixels) {
  std::size_t largest = 1;
  for (std::size_t factor = 2; factor <= pixels / factor; ++factor)
    for (; pixels % factor == 0 && pixels > factor; pixels /= factor) largest = factor;
  return pixels > largest ? pixels : largest;
}

constexpr bool has_fast_transforms(std::size_t pixels) {
  return largest_prime_factor(pixels) <= 7;
}

/// The largest even number of pixels with fast transforms that is not above `most`; `most` must be at least 2.
constexpr std::size_t largest_fast_fft_size(std::size_t most) {
  std::size_t size = most - most % 2;
  while (!has_fast_transforms(size)) size -= 2;
  return size;
}

/// The smallest even number of pixels with fast transforms that is not below `least`.
constexpr std::size_t smallest_fast_fft_size(std::size_t least) {
  std::size_t size = least + least % 2;
  while (!has_fast_transforms(size)) size += 2;
  return size;
}

}  // namespace ptyger::core
