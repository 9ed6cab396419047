#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "core/random.hpp"
#include "tests/fuzz/readers.hpp"

namespace ptyger::fuzz {
namespace {

// Runs the stored inputs of the fuzzer: every file is read, or refused by an InputError.
TEST(Corpus, IsReadOrRefusedByAnInputError) {
  std::size_t files = 0;
  for (auto const& entry : std::filesystem::directory_iterator(PTYGER_FUZZ_DATA "/corpus")) {
    SCOPED_TRACE(entry.path().filename());
    std::ifstream file(entry.path(), std::ios::binary);
    std::vector<char> const text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    EXPECT_NO_THROW(run_readers({reinterpret_cast<std::uint8_t const*>(text.data()), text.size()}));
    ++files;
  }
  EXPECT_GT(files, 0U);
}

// Files that are not HDF5, with bytes changed at random.
TEST(ArrayFiles, AreReadOrRefusedByAnInputError) {
  core::Random random(16);
  for (int run = 0; run < 1500; ++run) {
    SCOPED_TRACE(run);
    std::vector<std::uint8_t> choices{14};
    for (int k = 0; k < 40; ++k) choices.push_back(static_cast<std::uint8_t>(random.next()));
    EXPECT_NO_THROW(run_readers(choices));
  }
}

}  // namespace
}  // namespace ptyger::fuzz
