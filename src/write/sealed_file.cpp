#include "write/sealed_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <vector>

#include "ptyger/error.hpp"

namespace ptyger::write {
namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 20U;  // read at a time

/// FNV-1a over words of 8 bytes in four independent lanes, so that the multiplications run in parallel.
class Checksum {
 public:
  /// Adds the first `bytes` bytes of a block: a multiple of four words except at the end of the data.
  void add(std::vector<char>& block, std::size_t bytes) {
    constexpr std::size_t group = sizeof(sums_);
    std::size_t const groups = (bytes + group - 1) / group;
    std::fill(block.begin() + static_cast<std::ptrdiff_t>(bytes),
              block.begin() + static_cast<std::ptrdiff_t>(groups * group), '\0');
    for (std::size_t i = 0; i < groups; ++i) {
      std::array<std::uint64_t, 4> words{};
      std::memcpy(words.data(), block.data() + i * group, group);
      for (std::size_t lane = 0; lane < words.size(); ++lane) sums_[lane] = mix(sums_[lane], words[lane]);
    }
  }
  [[nodiscard]] std::uint64_t value() const {
    std::uint64_t hash = 0;
    for (auto const sum : sums_) hash = mix(hash, sum ^ (sum >> 32U));
    return hash;
  }

 private:
  static std::uint64_t mix(std::uint64_t sum, std::uint64_t word) { return (sum ^ word) * 1099511628211U; }
  std::array<std::uint64_t, 4> sums_ = {14695981039346656037U, 1, 2, 3};
};

/// The line with the checksum of the first `bytes` bytes of a file; empty when they cannot be read.
std::string seal_of(std::ifstream& file, std::uintmax_t bytes) {
  Checksum checksum;
  std::vector<char> block(block_bytes);
  for (auto remaining = bytes; remaining > 0;) {
    auto const length = static_cast<std::size_t>(std::min<std::uintmax_t>(remaining, block_bytes));
    if (!file.read(block.data(), static_cast<std::streamsize>(length))) return {};
    checksum.add(block, length);
    remaining -= length;
  }
  return fmt::format("\nptyger seal {:016x} {:016x}\n", bytes, checksum.value());
}

/// Length of the line with the checksum.
std::size_t const seal_bytes = fmt::format("\nptyger seal {:016x} {:016x}\n", 0, 0).size();

}  // namespace

void seal(std::string const& path, std::string const& name) {
  std::ifstream in(path, std::ios::binary);
  auto const line = seal_of(in, std::filesystem::file_size(path));
  std::ofstream out(path, std::ios::binary | std::ios::app);
  out << line;
  out.close();
  if (line.empty() || !out) throw OutputError(name, "the disk may be full");
}

void require_seal(std::string const& path) {
  std::error_code error;
  auto const bytes = std::filesystem::file_size(path, error);
  std::ifstream file(path, std::ios::binary);
  if (error || !file || bytes == 0) return;
  std::string found(seal_bytes, '\0');
  if (bytes > seal_bytes) {
    auto const expected = seal_of(file, bytes - seal_bytes);
    if (file.read(found.data(), static_cast<std::streamsize>(seal_bytes)) && found == expected) return;
  }
  throw InputError(path +
                   ": this is no checkpoint of PtyGer, or it was cut short or damaged: its checksum differs "
                   "from its content. Remove it and begin again without it, or name another.");
}

}  // namespace ptyger::write
