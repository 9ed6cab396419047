#include "core/fft_size.hpp"

#include <gtest/gtest.h>

namespace ptyger {
namespace {

TEST(FftSize, LargestPrimeFactorMatchesFactorisation) {
  for (std::size_t pixels = 2; pixels <= 2100; ++pixels) {
    std::size_t rest = pixels;
    std::size_t largest = 1;
    for (std::size_t factor = 2; rest > 1; ++factor)
      for (; rest % factor == 0; rest /= factor) largest = factor;
    ASSERT_EQ(core::largest_prime_factor(pixels), largest) << pixels;
  }
}

TEST(FftSize, SizesAreEvenAndNearest) {
  EXPECT_EQ(core::largest_fast_fft_size(122), 120U);
  EXPECT_EQ(core::largest_fast_fft_size(514), 512U);
  EXPECT_EQ(core::largest_fast_fft_size(1030), 1024U);
  EXPECT_EQ(core::largest_fast_fft_size(126), 126U);  // 2 * 3 * 3 * 7
  EXPECT_EQ(core::largest_fast_fft_size(3), 2U);
  EXPECT_EQ(core::smallest_fast_fft_size(121), 126U);
  EXPECT_EQ(core::smallest_fast_fft_size(126), 126U);
  EXPECT_EQ(core::smallest_fast_fft_size(1), 2U);
}

}  // namespace
}  // namespace ptyger
