#pragma once

#include <optional>
#include <string_view>

namespace ptyger {

/// A value and the word that stands for it on the command line, in TOML files, in results and in messages.
template <class Value>
struct Word {
  char const* word;  ///< in small letters
  Value value;       ///< what the word stands for
};

/// The word of a value of an enum that has an overload of `words_of`; empty when the value has none.
template <class Enum>
constexpr char const* to_word(Enum value) {
  for (auto const& [word, meaning] : words_of(value))
    if (meaning == value) return word;
  return "";
}

/// The value of an enum that a word stands for; empty for any other text.
template <class Enum>
constexpr std::optional<Enum> from_word(std::string_view text) {
  for (auto const& [word, meaning] : words_of(Enum{}))
    if (text == word) return meaning;
  return std::nullopt;
}

}  // namespace ptyger
