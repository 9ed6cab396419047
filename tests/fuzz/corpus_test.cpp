#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

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

}  // namespace
}  // namespace ptyger::fuzz
