#pragma once

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace ptyger::core {

/// The text with small letters for capital ones. Letters that are not ASCII stay as they are.
inline std::string in_small_letters(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text;
}

/// The number that a whole text is; empty when it is none, or when anything stands around the number.
template <class Number>
std::optional<Number> number_of_text(std::string_view text) {
  Number number{};
  auto const* const end = text.data() + text.size();
  auto const [last, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && last == end ? std::optional(number) : std::nullopt;
}

}  // namespace ptyger::core
