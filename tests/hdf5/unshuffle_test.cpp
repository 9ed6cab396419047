#include "hdf5/unshuffle.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/hdf5/encoded_chunks.hpp"

namespace ptyger::hdf5 {
namespace {

test::ByteVector random_bytes(std::size_t number) {
  std::mt19937 random(7);
  test::ByteVector bytes(number);
  for (auto& byte : bytes) byte = static_cast<unsigned char>(random() & 0xffU);
  return bytes;
}

TEST(Unshuffle, UndoesTheShuffleOfBits) {
  for (std::size_t const element_bytes : {1u, 2u, 3u, 4u, 8u, 12u})
    for (std::size_t const elements : {8u, 16u, 504u, 512u, 520u, 4096u}) {
      auto const values = random_bytes(elements * element_bytes);
      auto const shuffled = test::shuffled_bits(values, element_bytes);
      test::ByteVector decoded(values.size()), scratch(values.size());
      unshuffle_bits(shuffled.data(), decoded.data(), scratch.data(), elements, element_bytes);
      EXPECT_EQ(decoded, values) << elements << " elements of " << element_bytes << " bytes";
    }
}

TEST(Unshuffle, UndoesTheShuffleOfBytes) {
  for (std::size_t const element_bytes : {1u, 2u, 3u, 4u, 8u}) {
    std::size_t const elements = 101;
    auto const values = random_bytes(elements * element_bytes);
    test::ByteVector shuffled(values.size()), decoded(values.size());
    for (std::size_t k = 0; k < values.size(); ++k)
      shuffled[k % element_bytes * elements + k / element_bytes] = values[k];
    unshuffle_bytes(shuffled.data(), decoded.data(), elements, element_bytes);
    EXPECT_EQ(decoded, values) << element_bytes;
  }
}

}  // namespace
}  // namespace ptyger::hdf5
