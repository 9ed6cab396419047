#pragma once

#include <cstddef>

namespace ptyger::core {

/// Largest prime factor of a number of pixels from 1 on; 1 of 1. Transforms of n x n pixels are fast when it is at most
/// 7: FFTW and cuFFT have kernels for the factors 2, 3, 5 and 7, and take several times as long with a large one.
constexpr std::size_t largest_prime_factor(std::size_t pixels) {
  std::size_t largest = 1;
  for (std::size_t factor = 2; factor <= pixels / factor; ++factor)
    for (; pixels % factor == 0 && pixels > factor; pixels /= factor) largest = factor;
  return pixels > largest ? pixels : largest;
}

constexpr bool has_fast_transforms(std::size_t pixels) {
  return largest_prime_factor(pixels) <= 7;
}

/// The largest even number of pixels up to `most`, which is 2 at least, with fast transforms.
constexpr std::size_t largest_fast_fft_size(std::size_t most) {
  std::size_t size = most - most % 2;
  while (!has_fast_transforms(size)) size -= 2;
  return size;
}

/// The smallest even number of pixels from `least` on with fast transforms.
constexpr std::size_t smallest_fast_fft_size(std::size_t least) {
  std::size_t size = least + least % 2;
  while (!has_fast_transforms(size)) size += 2;
  return size;
}

}  // namespace ptyger::core
