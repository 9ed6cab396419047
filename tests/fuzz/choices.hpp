#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string>

namespace ptyger::fuzz {

/// A sequence of choices, each made by one byte of a string; beyond its end the bytes are zero.
class Choices {
 public:
  explicit Choices(std::span<std::uint8_t const> bytes) : bytes_(bytes) {}

  /// A number below `number`, which is 1 to 256.
  std::size_t below(std::size_t number) { return next() % number; }

  /// True or false.
  bool yes() { return below(2) == 1; }

  /// One element of a list.
  template <class List>
  auto const& one_of(List const& list) {
    return *std::next(std::begin(list), static_cast<std::ptrdiff_t>(below(std::size(list))));
  }

  /// The remaining bytes as text.
  std::string rest() const { return {bytes_.begin(), bytes_.end()}; }

 private:
  std::uint8_t next() {
    if (bytes_.empty()) return 0;
    auto const byte = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return byte;
  }

  std::span<std::uint8_t const> bytes_;
};

}  // namespace ptyger::fuzz
